CREATE TABLE "poll_papers" (
	"organization_id" text NOT NULL,
	"poll_id" text NOT NULL,
	"sheet" text NOT NULL,
	"sealed" text,
	"status" text NOT NULL,
	"entered_by" text NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	"confirmed_by" text,
	"reason" text,
	CONSTRAINT "poll_papers_organization_id_poll_id_sheet_pk" PRIMARY KEY("organization_id","poll_id","sheet")
);
--> statement-breakpoint
CREATE TABLE "poll_photos" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"content" "bytea" NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"used_at" timestamp with time zone NOT NULL,
	CONSTRAINT "poll_photos_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "polls" ADD COLUMN "eligibility" jsonb;--> statement-breakpoint
ALTER TABLE "polls" ADD COLUMN "paper" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "poll_papers" ADD CONSTRAINT "poll_papers_poll" FOREIGN KEY ("organization_id","poll_id") REFERENCES "public"."polls"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "poll_papers_key" ON "poll_papers" USING btree (split_part(sealed, '.', 1));