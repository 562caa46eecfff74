CREATE TABLE "poll_statements" (
	"organization_id" text NOT NULL,
	"poll_id" text NOT NULL,
	"signed" jsonb NOT NULL,
	CONSTRAINT "poll_statements_organization_id_poll_id_pk" PRIMARY KEY("organization_id","poll_id")
);
--> statement-breakpoint
ALTER TABLE "ballots" ADD COLUMN "seal" text;--> statement-breakpoint
ALTER TABLE "poll_statements" ADD CONSTRAINT "poll_statements_poll" FOREIGN KEY ("organization_id","poll_id") REFERENCES "public"."polls"("organization_id","id") ON DELETE no action ON UPDATE no action;