CREATE TABLE "appeal_mentions" (
	"organization_id" text NOT NULL,
	"actor" text NOT NULL,
	"appeal_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "appeal_mentions_organization_id_actor_appeal_id_pk" PRIMARY KEY("organization_id","actor","appeal_id")
);
--> statement-breakpoint
DROP INDEX "appeals_open_due";--> statement-breakpoint
DROP INDEX "appeals_open_place";--> statement-breakpoint
DROP INDEX "appeals_open_address";--> statement-breakpoint
ALTER TABLE "appeals" ADD COLUMN "merged_into" integer;--> statement-breakpoint
ALTER TABLE "appeals" ADD COLUMN "parent" integer;--> statement-breakpoint
ALTER TABLE "appeal_mentions" ADD CONSTRAINT "appeal_mentions_appeal" FOREIGN KEY ("organization_id","appeal_id") REFERENCES "public"."appeals"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "appeal_mentions_appeal" ON "appeal_mentions" USING btree ("organization_id","appeal_id");--> statement-breakpoint
CREATE INDEX "appeals_merged" ON "appeals" USING btree ("organization_id","merged_into") WHERE merged_into is not null;--> statement-breakpoint
CREATE INDEX "appeals_parts" ON "appeals" USING btree ("organization_id","parent") WHERE parent is not null;--> statement-breakpoint
CREATE INDEX "appeals_open_due" ON "appeals" USING btree ("organization_id",coalesce(least(register_by, deadline), 'infinity'::timestamptz),"id") WHERE status not in ('answered', 'closed', 'declined', 'returned', 'merged');--> statement-breakpoint
CREATE INDEX "appeals_open_place" ON "appeals" USING gist (organization_id,point(longitude, latitude)) WHERE latitude is not null and status not in ('answered', 'closed', 'declined', 'returned', 'merged');--> statement-breakpoint
CREATE INDEX "appeals_open_address" ON "appeals" USING gist (organization_id,address gist_trgm_ops(siglen=128)) WHERE address is not null and status not in ('answered', 'closed', 'declined', 'returned', 'merged');