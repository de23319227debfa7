ALTER TYPE "public"."suppression_reason" ADD VALUE 'soft_bounce';--> statement-breakpoint
CREATE TABLE "campaign_stats" (
	"campaign_id" bigint PRIMARY KEY NOT NULL,
	"audience" integer DEFAULT 0 NOT NULL,
	"queued" integer DEFAULT 0 NOT NULL,
	"sending" integer DEFAULT 0 NOT NULL,
	"in_doubt" integer DEFAULT 0 NOT NULL,
	"sent" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"canceled" integer DEFAULT 0 NOT NULL,
	"skip_reasons" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"delivered" integer DEFAULT 0 NOT NULL,
	"bounced" integer DEFAULT 0 NOT NULL,
	"bounced_permanently" integer DEFAULT 0 NOT NULL,
	"bounced_transiently" integer DEFAULT 0 NOT NULL,
	"bounced_undetermined" integer DEFAULT 0 NOT NULL,
	"echoes" integer DEFAULT 0 NOT NULL,
	"rejected" integer DEFAULT 0 NOT NULL,
	"auto_replied" integer DEFAULT 0 NOT NULL,
	"delayed" integer DEFAULT 0 NOT NULL,
	"complained" integer DEFAULT 0 NOT NULL,
	"complaint_base" integer DEFAULT 0 NOT NULL,
	"opened" integer DEFAULT 0 NOT NULL,
	"clicked" integer DEFAULT 0 NOT NULL,
	"unsubscribed" integer DEFAULT 0 NOT NULL,
	"duplicate_accepts" integer DEFAULT 0 NOT NULL,
	"last_sent_at" timestamp with time zone,
	"planned" integer DEFAULT 0 NOT NULL,
	"counted_at" timestamp with time zone NOT NULL,
	"count_ms" integer DEFAULT 0 NOT NULL,
	"frozen_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "guard_bars" (
	"scope" text NOT NULL,
	"measure" text NOT NULL,
	"count" integer NOT NULL,
	"raised_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "guard_bars_scope_measure_pk" PRIMARY KEY("scope","measure")
);
--> statement-breakpoint
CREATE TABLE "poison_messages" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "poison_messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"queue" text NOT NULL,
	"message_id" text NOT NULL,
	"reason" text NOT NULL,
	"body" text NOT NULL,
	"bytes" integer NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stats_due" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "stats_due_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"campaign_id" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "soft_bounce_limit" integer DEFAULT 5 NOT NULL;--> statement-breakpoint
CREATE INDEX "poison_messages_received_at" ON "poison_messages" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "stats_due_campaign" ON "stats_due" USING btree ("campaign_id");