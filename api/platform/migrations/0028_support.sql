CREATE TABLE "appeal_supporters" (
	"organization_id" text NOT NULL,
	"appeal_id" uuid NOT NULL,
	"supporter" text NOT NULL,
	"resident_id" uuid,
	"follower_id" uuid,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "appeal_supporters_organization_id_appeal_id_supporter_pk" PRIMARY KEY("organization_id","appeal_id","supporter")
);
--> statement-breakpoint
ALTER TABLE "followers" ADD COLUMN "sealed" text;--> statement-breakpoint
ALTER TABLE "followers" ADD COLUMN "rating_score" smallint;--> statement-breakpoint
ALTER TABLE "appeal_supporters" ADD CONSTRAINT "appeal_supporters_appeal" FOREIGN KEY ("organization_id","appeal_id") REFERENCES "public"."appeals"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "appeal_supporters_resident" ON "appeal_supporters" USING btree ("organization_id","resident_id","at") WHERE resident_id is not null;--> statement-breakpoint
CREATE INDEX "followers_key" ON "followers" USING btree (split_part(sealed, '.', 1)) WHERE sealed is not null;