CREATE TABLE "resident_sources" (
	"organization_id" text NOT NULL,
	"id" uuid NOT NULL,
	"way" text NOT NULL,
	"issuer" text NOT NULL,
	"jwks" text,
	"sealed" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "resident_sources_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE INDEX "resident_sources_issuer" ON "resident_sources" USING btree ("organization_id","issuer");--> statement-breakpoint
CREATE INDEX "resident_sources_key" ON "resident_sources" USING btree (split_part(sealed, '.', 1));