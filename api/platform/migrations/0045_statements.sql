ALTER TABLE "comments" ADD COLUMN "is_statement" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "discussion_opinions" ADD COLUMN "model" jsonb;--> statement-breakpoint
ALTER TABLE "discussions" ADD COLUMN "statements" text DEFAULT 'residents' NOT NULL;--> statement-breakpoint
CREATE INDEX "comments_statements" ON "comments" USING btree ("organization_id","discussion_id","id") WHERE is_statement;