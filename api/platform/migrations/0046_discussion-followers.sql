CREATE TABLE "discussion_followers" (
	"organization_id" text NOT NULL,
	"id" uuid NOT NULL,
	"discussion_id" text NOT NULL,
	"subject" text NOT NULL,
	"sealed" text NOT NULL,
	"language" text NOT NULL,
	"pace" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"asked_at" timestamp with time zone,
	"confirmed_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"told_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone,
	"attempts" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "discussion_followers_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "comment_objections" ADD COLUMN "language" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "comment_objections" ADD COLUMN "tell_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "comment_objections" ADD COLUMN "tell_attempts" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "discussion_followers" ADD CONSTRAINT "discussion_followers_discussion" FOREIGN KEY ("organization_id","discussion_id") REFERENCES "public"."discussions"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "discussion_followers_subject" ON "discussion_followers" USING btree ("organization_id","subject","discussion_id");--> statement-breakpoint
CREATE INDEX "discussion_followers_due" ON "discussion_followers" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "discussion_followers_key" ON "discussion_followers" USING btree (split_part(sealed, '.', 1));--> statement-breakpoint
CREATE INDEX "comment_objections_tell" ON "comment_objections" USING btree ("tell_at") WHERE tell_at is not null;--> statement-breakpoint
CREATE INDEX "comments_official" ON "comments" USING btree ("organization_id","discussion_id","created_at") WHERE is_official;