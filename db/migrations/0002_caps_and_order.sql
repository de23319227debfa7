CREATE TYPE "public"."mailbox_group" AS ENUM('gmail', 'outlook', 'yahoo', 'naver', 'kakao', 'nate', 'other');--> statement-breakpoint
CREATE TABLE "mailbox_reports" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mailbox_reports_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"domain" text NOT NULL,
	"mailbox_group" "mailbox_group" NOT NULL,
	"delivered" integer NOT NULL,
	"delayed" integer NOT NULL,
	"bounced" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mailbox_slowdowns" (
	"domain" text NOT NULL,
	"mailbox_group" "mailbox_group" NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"share" double precision NOT NULL,
	"delayed_share" double precision NOT NULL,
	CONSTRAINT "mailbox_slowdowns_domain_mailbox_group_pk" PRIMARY KEY("domain","mailbox_group")
);
--> statement-breakpoint
CREATE TABLE "sending_days" (
	"domain" text NOT NULL,
	"day" date NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	"warm_up_cap" integer,
	"held_by" text,
	"held_share" double precision,
	CONSTRAINT "sending_days_domain_day_pk" PRIMARY KEY("domain","day")
);
--> statement-breakpoint
CREATE TABLE "sending_domains" (
	"domain" text PRIMARY KEY NOT NULL,
	"daily_cap" integer,
	"warm_up_start" integer,
	"warm_up_goal" integer,
	"warm_up_growth" double precision,
	"warm_up_finished_on" date,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
DROP INDEX "recipients_queued";--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "last_opened_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "last_clicked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "spread_over_days" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "recipients" ADD COLUMN "mailbox_group" "mailbox_group" DEFAULT 'other' NOT NULL;--> statement-breakpoint
ALTER TABLE "recipients" ADD COLUMN "priority" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "recipients" ADD COLUMN "send_day" date;--> statement-breakpoint
CREATE INDEX "mailbox_reports_at" ON "mailbox_reports" USING btree ("at");--> statement-breakpoint
CREATE INDEX "recipients_queued" ON "recipients" USING btree ("campaign_id","enqueued_at" NULLS FIRST,"send_day","priority","next_at","id") WHERE "recipients"."status" = 'queued';