DROP INDEX "attachments_created";--> statement-breakpoint
CREATE INDEX "appeals_open_deadline" ON "appeals" USING btree ("organization_id","deadline","id") WHERE status in ('received', 'registered', 'assigned', 'in_progress');--> statement-breakpoint
CREATE INDEX "attachments_waiting" ON "attachments" USING btree ("created_at") WHERE owner_id is null;