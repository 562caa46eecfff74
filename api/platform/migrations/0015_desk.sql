ALTER TABLE "appeals" ADD COLUMN "assignee" text;--> statement-breakpoint
ALTER TABLE "appeals" ADD COLUMN "assignee_name" text;--> statement-breakpoint
CREATE INDEX "appeals_badly_rated" ON "appeals" USING btree ("organization_id","deadline","id") WHERE rating_score <= 2;--> statement-breakpoint
CREATE INDEX "appeals_words" ON "appeals" USING gin (to_tsvector('russian', description || ' ' || coalesce(address, '')));