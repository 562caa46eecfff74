CREATE TABLE "discussion_drafts" (
	"organization_id" text NOT NULL,
	"discussion_id" text NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"language" text NOT NULL,
	"paragraphs" jsonb NOT NULL,
	CONSTRAINT "discussion_drafts_organization_id_discussion_id_version_pk" PRIMARY KEY("organization_id","discussion_id","version")
);
--> statement-breakpoint
DROP INDEX "comments_official";--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "paragraph" text;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "draft_version" integer;--> statement-breakpoint
ALTER TABLE "discussions" ADD COLUMN "draft_version" integer;--> statement-breakpoint
ALTER TABLE "discussion_drafts" ADD CONSTRAINT "discussion_drafts_discussion" FOREIGN KEY ("organization_id","discussion_id") REFERENCES "public"."discussions"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comments_paragraph" ON "comments" USING btree ("organization_id","discussion_id","paragraph","id") WHERE paragraph is not null;--> statement-breakpoint
CREATE INDEX "comments_official" ON "comments" USING btree ("organization_id","created_at") WHERE is_official;