CREATE TABLE "discussion_opinions" (
	"organization_id" text NOT NULL,
	"discussion_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"voters" integer NOT NULL,
	"found" jsonb NOT NULL,
	CONSTRAINT "discussion_opinions_organization_id_discussion_id_pk" PRIMARY KEY("organization_id","discussion_id")
);
--> statement-breakpoint
ALTER TABLE "discussion_opinions" ADD CONSTRAINT "discussion_opinions_discussion" FOREIGN KEY ("organization_id","discussion_id") REFERENCES "public"."discussions"("organization_id","id") ON DELETE cascade ON UPDATE no action;