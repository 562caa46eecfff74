CREATE TABLE "insight_digests" (
	"organization_id" text NOT NULL,
	"account_id" uuid NOT NULL,
	"rhythm" text NOT NULL,
	"told_until" date,
	CONSTRAINT "insight_digests_organization_id_account_id_pk" PRIMARY KEY("organization_id","account_id")
);
