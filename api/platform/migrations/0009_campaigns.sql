CREATE TABLE "campaigns" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"names" jsonb NOT NULL,
	"descriptions" jsonb NOT NULL,
	"opens_on" date NOT NULL,
	"closes_on" date,
	"categories" jsonb NOT NULL,
	"is_active" boolean NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "campaigns_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "appeals" ADD COLUMN "campaign" text;--> statement-breakpoint
CREATE INDEX "appeals_campaign" ON "appeals" USING btree ("organization_id","campaign","received_at") WHERE campaign is not null;