CREATE TABLE "rates" (
	"organization_id" text NOT NULL,
	"scope" text NOT NULL,
	"began_at" timestamp with time zone NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "rates_organization_id_scope_began_at_pk" PRIMARY KEY("organization_id","scope","began_at")
);
--> statement-breakpoint
CREATE INDEX "rates_began" ON "rates" USING btree ("began_at");