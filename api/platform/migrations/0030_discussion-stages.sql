ALTER TABLE "discussions" ADD COLUMN "place" jsonb;--> statement-breakpoint
ALTER TABLE "discussions" ADD COLUMN "stage" text DEFAULT 'discussing' NOT NULL;--> statement-breakpoint
ALTER TABLE "discussions" ADD COLUMN "stages" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "discussions" ADD COLUMN "summaries" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "discussions" ADD COLUMN "outcomes" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "discussions" ADD COLUMN "frozen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "discussions" ADD COLUMN "frozen_for" text;--> statement-breakpoint
ALTER TABLE "discussions" ADD COLUMN "slow_mode" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "discussions" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;