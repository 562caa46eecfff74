CREATE TABLE "resident_codes" (
	"organization_id" text NOT NULL,
	"subject" text NOT NULL,
	"hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"attempts_left" integer NOT NULL,
	CONSTRAINT "resident_codes_organization_id_subject_pk" PRIMARY KEY("organization_id","subject")
);
--> statement-breakpoint
CREATE TABLE "resident_sessions" (
	"organization_id" text NOT NULL,
	"hash" text NOT NULL,
	"resident_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "resident_sessions_organization_id_hash_pk" PRIMARY KEY("organization_id","hash")
);
--> statement-breakpoint
CREATE TABLE "residents" (
	"organization_id" text NOT NULL,
	"id" uuid NOT NULL,
	"way" text NOT NULL,
	"subject" text NOT NULL,
	"sealed" text,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "residents_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "appeals" ADD COLUMN "resident_id" uuid;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "resident_id" uuid;--> statement-breakpoint
ALTER TABLE "resident_sessions" ADD CONSTRAINT "resident_sessions_resident" FOREIGN KEY ("organization_id","resident_id") REFERENCES "public"."residents"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "resident_codes_expires" ON "resident_codes" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "resident_sessions_resident" ON "resident_sessions" USING btree ("organization_id","resident_id");--> statement-breakpoint
CREATE INDEX "resident_sessions_expires" ON "resident_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "residents_subject" ON "residents" USING btree ("organization_id","subject");--> statement-breakpoint
CREATE INDEX "residents_seen" ON "residents" USING btree ("last_seen_at");--> statement-breakpoint
CREATE INDEX "residents_key" ON "residents" USING btree (split_part(sealed, '.', 1));--> statement-breakpoint
CREATE INDEX "appeals_resident" ON "appeals" USING btree ("organization_id","resident_id","number") WHERE resident_id is not null;--> statement-breakpoint
CREATE INDEX "comments_resident" ON "comments" USING btree ("organization_id","resident_id","id") WHERE resident_id is not null;