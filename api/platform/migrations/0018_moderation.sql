ALTER TABLE "comments" ADD COLUMN "reason" text;--> statement-breakpoint
CREATE INDEX "comments_moderation" ON "comments" USING btree ("organization_id","status","id") WHERE status <> 'published';