CREATE TABLE "poll_trials" (
	"organization_id" text NOT NULL,
	"poll_id" text NOT NULL,
	"id" uuid NOT NULL,
	"answers" jsonb NOT NULL,
	CONSTRAINT "poll_trials_organization_id_poll_id_id_pk" PRIMARY KEY("organization_id","poll_id","id")
);
