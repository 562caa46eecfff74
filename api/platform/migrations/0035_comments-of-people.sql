CREATE TABLE "comment_flags" (
	"organization_id" text NOT NULL,
	"discussion_id" text NOT NULL,
	"comment_id" uuid NOT NULL,
	"flagger" text NOT NULL,
	"reason" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "comment_flags_organization_id_discussion_id_comment_id_flagger_pk" PRIMARY KEY("organization_id","discussion_id","comment_id","flagger")
);
--> statement-breakpoint
CREATE TABLE "comment_reactions" (
	"organization_id" text NOT NULL,
	"discussion_id" text NOT NULL,
	"comment_id" uuid NOT NULL,
	"voter" text NOT NULL,
	"value" smallint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "comment_reactions_organization_id_discussion_id_comment_id_voter_pk" PRIMARY KEY("organization_id","discussion_id","comment_id","voter")
);
--> statement-breakpoint
CREATE TABLE "comment_versions" (
	"organization_id" text NOT NULL,
	"discussion_id" text NOT NULL,
	"comment_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "comment_versions_organization_id_discussion_id_comment_id_at_pk" PRIMARY KEY("organization_id","discussion_id","comment_id","at")
);
--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "author" text;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "edited_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "pinned_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "decided_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "agree" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "disagree" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "unsure" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "score" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "reply_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "comment_flags" ADD CONSTRAINT "comment_flags_comment" FOREIGN KEY ("organization_id","discussion_id","comment_id") REFERENCES "public"."comments"("organization_id","discussion_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_reactions" ADD CONSTRAINT "comment_reactions_comment" FOREIGN KEY ("organization_id","discussion_id","comment_id") REFERENCES "public"."comments"("organization_id","discussion_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_versions" ADD CONSTRAINT "comment_versions_comment" FOREIGN KEY ("organization_id","discussion_id","comment_id") REFERENCES "public"."comments"("organization_id","discussion_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comment_flags_open" ON "comment_flags" USING btree ("organization_id","comment_id") WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX "comment_reactions_at" ON "comment_reactions" USING btree ("at");--> statement-breakpoint
CREATE INDEX "comments_best" ON "comments" USING btree ("organization_id","discussion_id","score","id") WHERE root_id is null;--> statement-breakpoint
CREATE INDEX "comments_discussed" ON "comments" USING btree ("organization_id","discussion_id","reply_count","id") WHERE root_id is null;--> statement-breakpoint
CREATE INDEX "comments_pinned" ON "comments" USING btree ("organization_id","discussion_id","pinned_at") WHERE pinned_at is not null;--> statement-breakpoint
CREATE INDEX "comments_author" ON "comments" USING btree ("organization_id","author","id") WHERE author is not null;--> statement-breakpoint
UPDATE "comments" SET "reply_count" = "counted"."replies" FROM (SELECT "organization_id", "discussion_id", "root_id", count(*) AS "replies" FROM "comments" WHERE "root_id" IS NOT NULL AND "status" IN ('published', 'hidden') GROUP BY 1, 2, 3) "counted" WHERE "counted"."organization_id" = "comments"."organization_id" AND "counted"."discussion_id" = "comments"."discussion_id" AND "counted"."root_id" = "comments"."id";
