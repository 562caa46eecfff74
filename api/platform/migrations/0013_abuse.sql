CREATE TABLE "blocks" (
	"organization_id" text NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"reason" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "blocks_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "senders" (
	"organization_id" text NOT NULL,
	"about" text NOT NULL,
	"device" text,
	"address" text,
	"essence" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "senders_organization_id_about_pk" PRIMARY KEY("organization_id","about")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "blocks_value" ON "blocks" USING btree ("organization_id","kind","value");--> statement-breakpoint
CREATE INDEX "blocks_expires" ON "blocks" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "senders_essence" ON "senders" USING btree ("organization_id","essence","at");--> statement-breakpoint
CREATE INDEX "senders_at" ON "senders" USING btree ("at");