CREATE TABLE "poll_list" (
	"organization_id" text NOT NULL,
	"poll_id" text NOT NULL,
	"voter" text NOT NULL,
	CONSTRAINT "poll_list_organization_id_poll_id_voter_pk" PRIMARY KEY("organization_id","poll_id","voter")
);
--> statement-breakpoint
ALTER TABLE "polls" ADD COLUMN "is_listed" boolean DEFAULT false NOT NULL;