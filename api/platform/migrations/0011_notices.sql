CREATE TABLE "deliveries" (
	"organization_id" text NOT NULL,
	"id" uuid NOT NULL,
	"follower_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"sequence" integer,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" smallint NOT NULL,
	CONSTRAINT "deliveries_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "followers" (
	"organization_id" text NOT NULL,
	"id" uuid NOT NULL,
	"appeal_id" uuid NOT NULL,
	"language" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "followers_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_follower" FOREIGN KEY ("organization_id","follower_id") REFERENCES "public"."followers"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "followers_appeal" ON "followers" USING btree ("organization_id","appeal_id");