CREATE TABLE "comment_decisions" (
	"organization_id" text NOT NULL,
	"discussion_id" text NOT NULL,
	"comment_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"decision" text NOT NULL,
	"from" text NOT NULL,
	"to" text NOT NULL,
	"reason" text NOT NULL,
	"reason_before" text,
	"decided_before" timestamp with time zone,
	"actor" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "comment_decisions_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "comment_objections" (
	"organization_id" text NOT NULL,
	"discussion_id" text NOT NULL,
	"comment_id" uuid NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	"is_granted" boolean,
	"answer" text DEFAULT '' NOT NULL,
	CONSTRAINT "comment_objections_organization_id_discussion_id_comment_id_pk" PRIMARY KEY("organization_id","discussion_id","comment_id")
);
--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "findings" jsonb;--> statement-breakpoint
ALTER TABLE "discussions" ADD COLUMN "moderation" text;--> statement-breakpoint
ALTER TABLE "comment_decisions" ADD CONSTRAINT "comment_decisions_comment" FOREIGN KEY ("organization_id","discussion_id","comment_id") REFERENCES "public"."comments"("organization_id","discussion_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_objections" ADD CONSTRAINT "comment_objections_comment" FOREIGN KEY ("organization_id","discussion_id","comment_id") REFERENCES "public"."comments"("organization_id","discussion_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comment_decisions_of" ON "comment_decisions" USING btree ("organization_id","discussion_id","comment_id","id");--> statement-breakpoint
CREATE INDEX "comment_objections_open" ON "comment_objections" USING btree ("organization_id","comment_id") WHERE settled_at is null;