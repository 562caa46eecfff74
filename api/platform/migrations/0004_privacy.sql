ALTER TABLE "appeal_contacts" ADD COLUMN "sealed" text;--> statement-breakpoint
ALTER TABLE "appeals" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "appeals" ADD COLUMN "anonymized_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "anonymized_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "about" text;--> statement-breakpoint
CREATE INDEX "appeal_contacts_key" ON "appeal_contacts" USING btree (split_part(sealed, '.', 1));--> statement-breakpoint
CREATE INDEX "appeals_done" ON "appeals" USING btree ("organization_id",coalesce(closed_at, answered_at)) WHERE erased_at is null and coalesce(closed_at, answered_at) is not null;--> statement-breakpoint
CREATE INDEX "comments_age" ON "comments" USING btree ("organization_id","created_at") WHERE erased_at is null and not is_official;