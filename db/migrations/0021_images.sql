CREATE TYPE "public"."image_state" AS ENUM('processing', 'ready', 'failed');--> statement-breakpoint
CREATE TABLE "images" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "images_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"alt" text DEFAULT '' NOT NULL,
	"state" "image_state" DEFAULT 'processing' NOT NULL,
	"failed_reason" text,
	"kind" text NOT NULL,
	"source_hash" text NOT NULL,
	"source_bytes" integer NOT NULL,
	"file" text,
	"small_file" text,
	"width" integer,
	"height" integer,
	"bytes" integer,
	"is_animated" boolean DEFAULT false NOT NULL,
	"calm" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"part_of" bigint,
	"part_number" integer,
	"part_count" integer,
	"part_top" integer,
	"part_height" integer,
	"tries" integer DEFAULT 0 NOT NULL,
	"queued_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "images_library" ON "images" USING btree ("id") WHERE "images"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "images_processing" ON "images" USING btree ("queued_at") WHERE "images"."state" = 'processing';--> statement-breakpoint
CREATE UNIQUE INDEX "images_source" ON "images" USING btree ("source_hash") WHERE "images"."removed_at" is null and "images"."part_of" is null;--> statement-breakpoint
CREATE INDEX "images_parts" ON "images" USING btree ("part_of") WHERE "images"."part_of" is not null;