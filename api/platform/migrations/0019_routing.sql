CREATE TABLE "routing_rules" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"category" text,
	"group" text,
	"territory" jsonb,
	"responsible" jsonb NOT NULL,
	"assignee" uuid,
	"assignee_name" text,
	"position" integer NOT NULL,
	CONSTRAINT "routing_rules_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "routings" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"responsible" jsonb NOT NULL,
	"assignee" uuid,
	"assignee_name" text,
	"version" integer NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
