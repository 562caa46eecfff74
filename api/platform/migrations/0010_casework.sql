DROP INDEX "appeals_open_deadline";--> statement-breakpoint
ALTER TABLE "appeals" ADD COLUMN "draft" text;--> statement-breakpoint
ALTER TABLE "appeals" ADD COLUMN "drafted_by" text;--> statement-breakpoint
ALTER TABLE "appeals" ADD COLUMN "answered_by" text;--> statement-breakpoint
ALTER TABLE "appeals" ADD COLUMN "reworks" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "appeals" ADD COLUMN "disputed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "appeals" ADD COLUMN "register_by" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "appeals" ADD COLUMN "paused_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "appeals_open_deadline" ON "appeals" USING btree ("organization_id","deadline","id") WHERE status not in ('answered', 'closed', 'declined');