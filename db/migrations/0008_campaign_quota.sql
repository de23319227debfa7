-- What the row says is asked of SES again within seconds.
DELETE FROM "send_rates";--> statement-breakpoint
ALTER TABLE "send_rates" ADD COLUMN "campaign_quota" double precision NOT NULL;
