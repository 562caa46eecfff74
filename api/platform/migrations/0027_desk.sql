CREATE TABLE "saved_filters" (
	"organization_id" text NOT NULL,
	"actor" text NOT NULL,
	"items" jsonb NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "saved_filters_organization_id_actor_pk" PRIMARY KEY("organization_id","actor")
);
--> statement-breakpoint
CREATE TABLE "answer_templates" (
	"organization_id" text NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"text" text NOT NULL,
	"category" text,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "answer_templates_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
DROP INDEX "appeals_status_deadline";--> statement-breakpoint
DROP INDEX "appeals_open_deadline";--> statement-breakpoint
DROP INDEX "appeals_badly_rated";--> statement-breakpoint
CREATE INDEX "appeals_status_due" ON "appeals" USING btree ("organization_id","status",coalesce(least(register_by, deadline), 'infinity'::timestamptz),"id");--> statement-breakpoint
CREATE INDEX "appeals_open_due" ON "appeals" USING btree ("organization_id",coalesce(least(register_by, deadline), 'infinity'::timestamptz),"id") WHERE status not in ('answered', 'closed', 'declined');--> statement-breakpoint
CREATE INDEX "appeals_badly_rated_due" ON "appeals" USING btree ("organization_id",coalesce(least(register_by, deadline), 'infinity'::timestamptz),"id") WHERE rating_score <= 2;