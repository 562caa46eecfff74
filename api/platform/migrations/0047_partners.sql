CREATE TABLE "partners" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"names" jsonb NOT NULL,
	"url" text NOT NULL,
	"jurisdiction" text NOT NULL,
	"service" text NOT NULL,
	"services" jsonb NOT NULL,
	"shares_contact" boolean NOT NULL,
	"takes_files" boolean NOT NULL,
	"sealed" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "partners_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "forwardings" ADD COLUMN "reference" text;--> statement-breakpoint
ALTER TABLE "forwardings" ADD COLUMN "token" text;