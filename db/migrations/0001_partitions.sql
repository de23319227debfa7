-- The ledger and what belongs to it become range-partitioned by campaign_id. Written by hand: the
-- schema files cannot say it. Rename, create alike, copy, drop; constraints and indexes last.
ALTER TABLE "recipients" ALTER COLUMN "id" DROP IDENTITY;--> statement-breakpoint
CREATE SEQUENCE "recipients_id_seq" CACHE 64;--> statement-breakpoint
SELECT setval('recipients_id_seq', (SELECT coalesce(max("id"), 0) + 1 FROM "recipients"), false);--> statement-breakpoint
ALTER TABLE "recipients" ALTER COLUMN "id" SET DEFAULT nextval('recipients_id_seq'::regclass);--> statement-breakpoint
ALTER TABLE "email_events" DROP COLUMN "id";--> statement-breakpoint
UPDATE "email_events" SET "campaign_id" = 0 WHERE "campaign_id" IS NULL;--> statement-breakpoint
ALTER TABLE "email_events" ALTER COLUMN "campaign_id" SET DEFAULT 0, ALTER COLUMN "campaign_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "recipients" RENAME TO "recipients_whole";--> statement-breakpoint
ALTER TABLE "email_events" RENAME TO "email_events_whole";--> statement-breakpoint
ALTER TABLE "attempt_failures" RENAME TO "attempt_failures_whole";--> statement-breakpoint
ALTER TABLE "duplicate_accepts" RENAME TO "duplicate_accepts_whole";--> statement-breakpoint
CREATE TABLE "recipients" (LIKE "recipients_whole" INCLUDING DEFAULTS) PARTITION BY RANGE ("campaign_id");--> statement-breakpoint
CREATE TABLE "email_events" (LIKE "email_events_whole" INCLUDING DEFAULTS) PARTITION BY RANGE ("campaign_id");--> statement-breakpoint
CREATE TABLE "attempt_failures" (LIKE "attempt_failures_whole" INCLUDING DEFAULTS) PARTITION BY RANGE ("campaign_id");--> statement-breakpoint
CREATE TABLE "duplicate_accepts" (LIKE "duplicate_accepts_whole" INCLUDING DEFAULTS) PARTITION BY RANGE ("campaign_id");--> statement-breakpoint
-- One partition for every campaign there is, and some to come; the tick goes on from there. A
-- partition is named after the first campaign id of its range. Fillfactor is no property of the
-- whole, so every partition has its own.
DO $$
DECLARE
	upper_bound bigint := greatest((SELECT coalesce(max("id"), 0) FROM "campaigns"), 20) + 1;
	whole text;
BEGIN
	FOREACH whole IN ARRAY ARRAY['recipients', 'email_events', 'attempt_failures', 'duplicate_accepts'] LOOP
		EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (1) TO (%s)', whole || '_1', whole, upper_bound);
		EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', whole || '_default', whole);
	END LOOP;
END $$;--> statement-breakpoint
ALTER TABLE "recipients_1" SET (fillfactor = 70);--> statement-breakpoint
ALTER TABLE "recipients_default" SET (fillfactor = 70);--> statement-breakpoint
CREATE TABLE "email_events_0" PARTITION OF "email_events" FOR VALUES FROM (0) TO (1);--> statement-breakpoint
INSERT INTO "recipients" SELECT * FROM "recipients_whole";--> statement-breakpoint
INSERT INTO "email_events" SELECT * FROM "email_events_whole";--> statement-breakpoint
INSERT INTO "attempt_failures" SELECT * FROM "attempt_failures_whole";--> statement-breakpoint
INSERT INTO "duplicate_accepts" SELECT * FROM "duplicate_accepts_whole";--> statement-breakpoint
DROP TABLE "recipients_whole", "email_events_whole", "attempt_failures_whole", "duplicate_accepts_whole";--> statement-breakpoint
ALTER SEQUENCE "recipients_id_seq" OWNED BY "recipients"."id";--> statement-breakpoint
ALTER TABLE "recipients" ADD CONSTRAINT "recipients_campaign_id_id_pk" PRIMARY KEY("campaign_id","id");--> statement-breakpoint
ALTER TABLE "recipients" ADD CONSTRAINT "recipients_contact_campaign" UNIQUE("contact_id","campaign_id");--> statement-breakpoint
CREATE INDEX "recipients_queued" ON "recipients" USING btree ("campaign_id","next_at","id") WHERE "recipients"."status" = 'queued';--> statement-breakpoint
CREATE INDEX "recipients_leases" ON "recipients" USING btree ("lease_until") WHERE "recipients"."status" = 'sending';--> statement-breakpoint
CREATE INDEX "recipients_in_doubt" ON "recipients" USING btree ("campaign_id","in_doubt_at") WHERE "recipients"."status" = 'in_doubt';--> statement-breakpoint
CREATE INDEX "recipients_dead_letters" ON "recipients" USING btree ("campaign_id","id") WHERE "recipients"."dead_letter_pending";--> statement-breakpoint
ALTER TABLE "email_events" ADD CONSTRAINT "email_events_campaign_id_dedupe_key_pk" PRIMARY KEY("campaign_id","dedupe_key");--> statement-breakpoint
CREATE INDEX "email_events_recipient" ON "email_events" USING btree ("campaign_id","recipient_id");--> statement-breakpoint
CREATE INDEX "email_events_campaign_type" ON "email_events" USING btree ("campaign_id","type","occurred_at");--> statement-breakpoint
ALTER TABLE "attempt_failures" ADD CONSTRAINT "attempt_failures_campaign_id_recipient_id_attempt_id_pk" PRIMARY KEY("campaign_id","recipient_id","attempt_id");--> statement-breakpoint
ALTER TABLE "duplicate_accepts" ADD CONSTRAINT "duplicate_accepts_campaign_id_recipient_id_ses_message_id_pk" PRIMARY KEY("campaign_id","recipient_id","ses_message_id");
