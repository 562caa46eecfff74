CREATE TABLE "arrivals" (
	"organization_id" text NOT NULL,
	"forwarding_id" uuid NOT NULL,
	"from_organization" text NOT NULL,
	"appeal_id" uuid,
	"through" text[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "arrivals_organization_id_forwarding_id_pk" PRIMARY KEY("organization_id","forwarding_id")
);
--> statement-breakpoint
CREATE TABLE "dispatches" (
	"organization_id" text NOT NULL,
	"id" uuid NOT NULL,
	"forwarding_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"sequence" integer NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" smallint NOT NULL,
	CONSTRAINT "dispatches_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "forwardings" (
	"organization_id" text NOT NULL,
	"id" uuid NOT NULL,
	"appeal_id" uuid NOT NULL,
	"to_organization" text NOT NULL,
	"sequence" integer NOT NULL,
	"to_number" integer,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "forwardings_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "appeals" ADD COLUMN "forwarded_from" text;--> statement-breakpoint
CREATE UNIQUE INDEX "arrivals_appeal" ON "arrivals" USING btree ("organization_id","appeal_id");--> statement-breakpoint
CREATE INDEX "dispatches_due" ON "dispatches" USING btree ("due_at","id");--> statement-breakpoint
CREATE INDEX "forwardings_appeal" ON "forwardings" USING btree ("organization_id","appeal_id");