CREATE TABLE "spent_proofs" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "spent_proofs_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE INDEX "spent_proofs_expires" ON "spent_proofs" USING btree ("expires_at");