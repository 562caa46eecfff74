CREATE TABLE "digests" (
	"organization_id" text NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "digests_organization_id_day_pk" PRIMARY KEY("organization_id","day")
);
