CREATE TABLE "resident_sign_ins" (
	"organization_id" text NOT NULL,
	"hash" text NOT NULL,
	"sealed" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "resident_sign_ins_organization_id_hash_pk" PRIMARY KEY("organization_id","hash")
);
--> statement-breakpoint
ALTER TABLE "resident_sources" ADD COLUMN "client_id" text;--> statement-breakpoint
CREATE INDEX "resident_sign_ins_expires" ON "resident_sign_ins" USING btree ("expires_at");