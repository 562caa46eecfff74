CREATE TABLE "ballot_bag" (
	"organization_id" text NOT NULL,
	"poll_id" text NOT NULL,
	"id" text NOT NULL,
	"sealed" text NOT NULL,
	CONSTRAINT "ballot_bag_organization_id_poll_id_id_pk" PRIMARY KEY("organization_id","poll_id","id")
);
--> statement-breakpoint
CREATE TABLE "poll_counts" (
	"organization_id" text NOT NULL,
	"poll_id" text NOT NULL,
	"question" text NOT NULL,
	"key" text NOT NULL,
	"answer" jsonb NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "poll_counts_organization_id_poll_id_question_key_pk" PRIMARY KEY("organization_id","poll_id","question","key")
);
--> statement-breakpoint
CREATE TABLE "poll_tallies" (
	"organization_id" text NOT NULL,
	"poll_id" text NOT NULL,
	"ballots" bigint NOT NULL,
	"folds" bigint NOT NULL,
	"results" jsonb,
	"counted_folds" bigint DEFAULT -1 NOT NULL,
	"counted_at" timestamp with time zone,
	"took" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "poll_tallies_organization_id_poll_id_pk" PRIMARY KEY("organization_id","poll_id")
);
--> statement-breakpoint
ALTER TABLE "polls" ADD COLUMN "results_step" integer DEFAULT 1 NOT NULL;