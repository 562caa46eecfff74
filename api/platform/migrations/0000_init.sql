CREATE EXTENSION IF NOT EXISTS btree_gist;--> statement-breakpoint
CREATE TABLE "appeal_contacts" (
	"organization_id" text NOT NULL,
	"appeal_id" uuid NOT NULL,
	"name" text,
	"email" text,
	"phone" text,
	CONSTRAINT "appeal_contacts_organization_id_appeal_id_pk" PRIMARY KEY("organization_id","appeal_id")
);
--> statement-breakpoint
CREATE TABLE "appeal_counters" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"last" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "appeal_events" (
	"organization_id" text NOT NULL,
	"appeal_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"type" text NOT NULL,
	"actor" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "appeal_events_organization_id_appeal_id_sequence_pk" PRIMARY KEY("organization_id","appeal_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "appeals" (
	"organization_id" text NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"secret_hash" text,
	"category_code" text NOT NULL,
	"category_names" jsonb NOT NULL,
	"kind" text NOT NULL,
	"description" text NOT NULL,
	"answers" jsonb NOT NULL,
	"language" text NOT NULL,
	"address" text,
	"latitude" double precision,
	"longitude" double precision,
	"visibility" text NOT NULL,
	"source" text NOT NULL,
	"external_id" text,
	"status" text NOT NULL,
	"version" integer NOT NULL,
	"responsible" text,
	"answer" text,
	"deadline" timestamp with time zone,
	"deadline_days" integer,
	"deadline_unit" text,
	"received_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"rating_score" smallint,
	CONSTRAINT "appeals_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "attachments" (
	"organization_id" text NOT NULL,
	"id" uuid NOT NULL,
	"owner_id" uuid,
	"file_name" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"width" integer,
	"height" integer,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "attachments_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "files" (
	"organization_id" text NOT NULL,
	"id" uuid NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "files_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "calendar_days" (
	"organization_id" text NOT NULL,
	"date" date NOT NULL,
	"is_working" boolean NOT NULL,
	CONSTRAINT "calendar_days_organization_id_date_pk" PRIMARY KEY("organization_id","date")
);
--> statement-breakpoint
CREATE TABLE "categories" (
	"organization_id" text NOT NULL,
	"code" text NOT NULL,
	"group_code" text NOT NULL,
	"group_names" jsonb NOT NULL,
	"names" jsonb NOT NULL,
	"kind" text NOT NULL,
	"place" text NOT NULL,
	"contact" jsonb NOT NULL,
	"questions" jsonb NOT NULL,
	"position" integer NOT NULL,
	"is_active" boolean NOT NULL,
	CONSTRAINT "categories_organization_id_code_pk" PRIMARY KEY("organization_id","code")
);
--> statement-breakpoint
CREATE TABLE "category_deadlines" (
	"organization_id" text NOT NULL,
	"category_code" text NOT NULL,
	"valid_from" date NOT NULL,
	"days" integer NOT NULL,
	"unit" text NOT NULL,
	CONSTRAINT "category_deadlines_organization_id_category_code_valid_from_pk" PRIMARY KEY("organization_id","category_code","valid_from")
);
--> statement-breakpoint
CREATE TABLE "comments" (
	"organization_id" text NOT NULL,
	"discussion_id" text NOT NULL,
	"id" uuid NOT NULL,
	"root_id" uuid,
	"parent_id" uuid,
	"author_name" text,
	"is_official" boolean NOT NULL,
	"text" text NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "comments_organization_id_discussion_id_id_pk" PRIMARY KEY("organization_id","discussion_id","id")
);
--> statement-breakpoint
CREATE TABLE "discussions" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"titles" jsonb NOT NULL,
	"texts" jsonb NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone,
	CONSTRAINT "discussions_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"organization_id" text NOT NULL,
	"id" uuid NOT NULL,
	"position" bigint,
	"topic" text NOT NULL,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "outbox_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"organization_id" text NOT NULL,
	"id" uuid NOT NULL,
	"hash" text NOT NULL,
	"role" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" text PRIMARY KEY NOT NULL,
	"path" text[] NOT NULL,
	"kind" text NOT NULL,
	"names" jsonb NOT NULL,
	"settings" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"organization_id" text NOT NULL,
	"hash" text NOT NULL,
	"fingerprint" text NOT NULL,
	"status" integer,
	"answer" "bytea",
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_organization_id_hash_pk" PRIMARY KEY("organization_id","hash")
);
--> statement-breakpoint
CREATE TABLE "instance_secrets" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ballots" (
	"organization_id" text NOT NULL,
	"poll_id" text NOT NULL,
	"id" uuid NOT NULL,
	"answers" jsonb NOT NULL,
	CONSTRAINT "ballots_organization_id_poll_id_id_pk" PRIMARY KEY("organization_id","poll_id","id")
);
--> statement-breakpoint
CREATE TABLE "poll_voters" (
	"organization_id" text NOT NULL,
	"poll_id" text NOT NULL,
	"voter" text NOT NULL,
	CONSTRAINT "poll_voters_organization_id_poll_id_voter_pk" PRIMARY KEY("organization_id","poll_id","voter")
);
--> statement-breakpoint
CREATE TABLE "polls" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"titles" jsonb NOT NULL,
	"descriptions" jsonb NOT NULL,
	"questions" jsonb NOT NULL,
	"identity" text NOT NULL,
	"results" text NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	CONSTRAINT "polls_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "appeal_contacts" ADD CONSTRAINT "appeal_contacts_appeal" FOREIGN KEY ("organization_id","appeal_id") REFERENCES "public"."appeals"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeal_events" ADD CONSTRAINT "appeal_events_appeal" FOREIGN KEY ("organization_id","appeal_id") REFERENCES "public"."appeals"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_discussion" FOREIGN KEY ("organization_id","discussion_id") REFERENCES "public"."discussions"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_poll" FOREIGN KEY ("organization_id","poll_id") REFERENCES "public"."polls"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "poll_voters" ADD CONSTRAINT "poll_voters_poll" FOREIGN KEY ("organization_id","poll_id") REFERENCES "public"."polls"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "appeals_number" ON "appeals" USING btree ("organization_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "appeals_external_id" ON "appeals" USING btree ("organization_id","external_id") WHERE external_id is not null;--> statement-breakpoint
CREATE INDEX "appeals_received" ON "appeals" USING btree ("organization_id","received_at","id");--> statement-breakpoint
CREATE INDEX "appeals_status_deadline" ON "appeals" USING btree ("organization_id","status","deadline","id");--> statement-breakpoint
CREATE INDEX "appeals_category" ON "appeals" USING btree ("organization_id","category_code","received_at");--> statement-breakpoint
CREATE INDEX "appeals_place" ON "appeals" USING gist (organization_id,point(longitude, latitude)) WHERE latitude is not null;--> statement-breakpoint
CREATE INDEX "attachments_owner" ON "attachments" USING btree ("organization_id","owner_id");--> statement-breakpoint
CREATE INDEX "attachments_created" ON "attachments" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "comments_roots" ON "comments" USING btree ("organization_id","discussion_id","id") WHERE root_id is null;--> statement-breakpoint
CREATE INDEX "comments_replies" ON "comments" USING btree ("organization_id","discussion_id","root_id","id") WHERE root_id is not null;--> statement-breakpoint
CREATE INDEX "outbox_position" ON "outbox" USING btree ("organization_id","position");--> statement-breakpoint
CREATE INDEX "outbox_unannounced" ON "outbox" USING btree ("organization_id","id") WHERE position is null;--> statement-breakpoint
CREATE INDEX "outbox_created" ON "outbox" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("organization_id","hash");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
-- JPEG and PDF are compressed already.
ALTER TABLE "files" ALTER COLUMN "content" SET STORAGE EXTERNAL;
