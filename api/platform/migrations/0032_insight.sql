CREATE TABLE "insight_cases" (
	"organization_id" text NOT NULL,
	"appeal_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"supporters" jsonb NOT NULL,
	"territory" text NOT NULL,
	"overdue_at" timestamp with time zone,
	CONSTRAINT "insight_cases_organization_id_appeal_id_pk" PRIMARY KEY("organization_id","appeal_id")
);
--> statement-breakpoint
CREATE TABLE "insight_days" (
	"organization_id" text NOT NULL,
	"view" text NOT NULL,
	"day" date NOT NULL,
	"category" text NOT NULL,
	"subject" text NOT NULL,
	"received" integer NOT NULL,
	"open" integer NOT NULL,
	"overdue" integer NOT NULL,
	"solved" integer NOT NULL,
	"decided" integer NOT NULL,
	"promised" integer NOT NULL,
	"in_time" integer NOT NULL,
	"days" integer NOT NULL,
	"answers" integer NOT NULL,
	"reworks" integer NOT NULL,
	"rated" integer NOT NULL,
	"rated_well" integer NOT NULL,
	"supporters" integer NOT NULL,
	"spans" numeric NOT NULL,
	CONSTRAINT "insight_days_organization_id_view_day_category_subject_pk" PRIMARY KEY("organization_id","view","day","category","subject")
);
--> statement-breakpoint
CREATE TABLE "insight_progress" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL,
	"last_monday" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "insight_recounts" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"due_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "insight_weeks" (
	"organization_id" text NOT NULL,
	"view" text NOT NULL,
	"before" date NOT NULL,
	"category" text NOT NULL,
	"subject" text NOT NULL,
	"received" integer NOT NULL,
	"open" integer NOT NULL,
	"overdue" integer NOT NULL,
	"solved" integer NOT NULL,
	"decided" integer NOT NULL,
	"promised" integer NOT NULL,
	"in_time" integer NOT NULL,
	"days" integer NOT NULL,
	"answers" integer NOT NULL,
	"reworks" integer NOT NULL,
	"rated" integer NOT NULL,
	"rated_well" integer NOT NULL,
	"supporters" integer NOT NULL,
	"spans" numeric NOT NULL,
	CONSTRAINT "insight_weeks_organization_id_view_before_category_subject_pk" PRIMARY KEY("organization_id","view","before","category","subject")
);
--> statement-breakpoint
CREATE TABLE "territories" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"position" integer NOT NULL,
	"names" jsonb NOT NULL,
	"residents" integer,
	"geometry" jsonb,
	CONSTRAINT "territories_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE INDEX "insight_cases_overdue" ON "insight_cases" USING btree ("organization_id","overdue_at") WHERE overdue_at is not null;