CREATE TABLE "insight_problems" (
	"organization_id" text NOT NULL,
	"id" uuid NOT NULL,
	"row" text NOT NULL,
	"by" text NOT NULL,
	"column" text NOT NULL,
	"responsible" text NOT NULL,
	"measure" text NOT NULL,
	"due_on" date NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	"taken_by" text NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "insight_problems_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "insight_rises" (
	"organization_id" text NOT NULL,
	"category" text NOT NULL,
	"south" integer NOT NULL,
	"west" integer NOT NULL,
	"announced_at" timestamp with time zone NOT NULL,
	"days" integer NOT NULL,
	"observed" integer NOT NULL,
	"expected" numeric NOT NULL,
	"numbers" integer[] NOT NULL,
	CONSTRAINT "insight_rises_organization_id_category_south_west_announced_at_pk" PRIMARY KEY("organization_id","category","south","west","announced_at")
);
