ALTER TABLE "followers" ADD COLUMN "push" text;--> statement-breakpoint
CREATE INDEX "followers_push_key" ON "followers" USING btree (split_part(push, '.', 1)) WHERE push is not null;