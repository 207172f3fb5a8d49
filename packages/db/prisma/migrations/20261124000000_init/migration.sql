-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Origin" AS ENUM ('NATIVE', 'IMPORTED', 'SYNTHETIC');

-- CreateEnum
CREATE TYPE "PhaseActivity" AS ENUM ('CONTRIBUTING', 'COMMENTING', 'VOTING', 'REGISTERING', 'ANSWERING', 'SYNTHESISING');

-- CreateEnum
CREATE TYPE "SpaceKind" AS ENUM ('CONTRIBUTIONS', 'QUESTIONNAIRE', 'MEETINGS', 'RESOURCES', 'SYNTHESIS');

-- CreateEnum
CREATE TYPE "ConsultationStatus" AS ENUM ('DRAFT', 'PUBLISHED', 'ARCHIVED');

-- CreateEnum
CREATE TYPE "ContributionKind" AS ENUM ('PROPOSAL', 'TESTIMONY', 'QUESTION', 'OBSERVATION');

-- CreateEnum
CREATE TYPE "ContributionStatus" AS ENUM ('DRAFT', 'PUBLISHED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "CommentStatus" AS ENUM ('PUBLISHED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "Stance" AS ENUM ('FOR', 'AGAINST', 'NEUTRAL');

-- CreateEnum
CREATE TYPE "VoteValue" AS ENUM ('AGREE', 'MIXED', 'DISAGREE');

-- CreateEnum
CREATE TYPE "EventScope" AS ENUM ('NATIONAL', 'ACADEMIC', 'INFRA_ACADEMIC', 'DEPARTMENTAL', 'LOCAL', 'SCHOOL');

-- CreateEnum
CREATE TYPE "EventMode" AS ENUM ('IN_PERSON', 'ONLINE', 'HYBRID');

-- CreateEnum
CREATE TYPE "EventStatus" AS ENUM ('SCHEDULED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "RegistrationStatus" AS ENUM ('CONFIRMED', 'WAITLISTED', 'CANCELLED', 'ATTENDED');

-- CreateEnum
CREATE TYPE "ModerationGround" AS ENUM ('ILLEGAL', 'PERSONAL_DATA', 'HATE', 'HARASSMENT', 'MINOR_SAFETY', 'SPAM', 'OFF_TOPIC', 'OTHER');

-- CreateEnum
CREATE TYPE "ModerationAction" AS ENUM ('HIDE', 'RESTORE', 'KEEP');

-- CreateEnum
CREATE TYPE "ActorKind" AS ENUM ('PUPIL', 'PARENT', 'TEACHER', 'MANAGEMENT', 'STAFF', 'LOCAL_AUTHORITY', 'ASSOCIATION', 'COMPANY', 'OTHER');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('PARTICIPANT', 'FACILITATOR', 'MODERATOR', 'ANALYST', 'ORGANISER');

-- CreateEnum
CREATE TYPE "TerritoryKind" AS ENUM ('ACADEMIC_REGION', 'ACADEMY', 'DEPARTMENT');

-- CreateEnum
CREATE TYPE "ThemeStatus" AS ENUM ('OPEN', 'CLOSED', 'ARCHIVED', 'MERGED');

-- CreateTable
CREATE TABLE "consultation" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "status" "ConsultationStatus" NOT NULL DEFAULT 'DRAFT',
    "title" JSONB NOT NULL,
    "summary" JSONB NOT NULL,
    "defaultLocale" TEXT NOT NULL,
    "origin" "Origin" NOT NULL DEFAULT 'NATIVE',
    "source" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consultation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "phase" (
    "id" UUID NOT NULL,
    "consultationId" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "opens" "PhaseActivity"[],
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "phase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "space" (
    "id" UUID NOT NULL,
    "consultationId" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "kind" "SpaceKind" NOT NULL,
    "title" JSONB NOT NULL,
    "summary" JSONB NOT NULL,
    "position" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "space_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "page" (
    "id" UUID NOT NULL,
    "consultationId" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "body" JSONB NOT NULL,
    "position" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "page_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contribution" (
    "id" UUID NOT NULL,
    "consultationId" UUID NOT NULL,
    "themeId" UUID NOT NULL,
    "authorId" UUID,
    "kind" "ContributionKind" NOT NULL,
    "status" "ContributionStatus" NOT NULL DEFAULT 'DRAFT',
    "hiddenAt" TIMESTAMPTZ(3),
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "origin" "Origin" NOT NULL DEFAULT 'NATIVE',
    "externalId" TEXT,
    "commentCount" INTEGER NOT NULL DEFAULT 0,
    "forCount" INTEGER NOT NULL DEFAULT 0,
    "againstCount" INTEGER NOT NULL DEFAULT 0,
    "agreeCount" INTEGER NOT NULL DEFAULT 0,
    "mixedCount" INTEGER NOT NULL DEFAULT 0,
    "disagreeCount" INTEGER NOT NULL DEFAULT 0,
    "importedAgreeCount" INTEGER NOT NULL DEFAULT 0,
    "importedMixedCount" INTEGER NOT NULL DEFAULT 0,
    "importedDisagreeCount" INTEGER NOT NULL DEFAULT 0,
    "supportCount" INTEGER NOT NULL,
    "search" tsvector,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "publishedAt" TIMESTAMPTZ(3),
    "withdrawalReason" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contribution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contributionVersion" (
    "contributionId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "writtenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contributionVersion_pkey" PRIMARY KEY ("contributionId","number")
);

-- CreateTable
CREATE TABLE "contributionSource" (
    "id" UUID NOT NULL,
    "contributionId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "body" TEXT,
    "externalId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contributionSource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comment" (
    "id" UUID NOT NULL,
    "contributionId" UUID NOT NULL,
    "parentId" UUID,
    "authorId" UUID,
    "stance" "Stance" NOT NULL,
    "body" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "status" "CommentStatus" NOT NULL DEFAULT 'PUBLISHED',
    "hiddenAt" TIMESTAMPTZ(3),
    "origin" "Origin" NOT NULL DEFAULT 'NATIVE',
    "externalId" TEXT,
    "importedAgreeCount" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commentVersion" (
    "commentId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "stance" "Stance" NOT NULL,
    "body" TEXT NOT NULL,
    "replacedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "commentVersion_pkey" PRIMARY KEY ("commentId","number")
);

-- CreateTable
CREATE TABLE "vote" (
    "contributionId" UUID NOT NULL,
    "participantId" UUID NOT NULL,
    "value" "VoteValue" NOT NULL,
    "castAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "vote_pkey" PRIMARY KEY ("contributionId","participantId")
);

-- CreateTable
CREATE TABLE "contributionActivity" (
    "consultationId" UUID NOT NULL,
    "themeId" UUID NOT NULL,
    "actorKind" "ActorKind" NOT NULL,
    "week" DATE NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "contributionActivity_pkey" PRIMARY KEY ("themeId","actorKind","week")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "consultationId" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "summary" JSONB NOT NULL,
    "scope" "EventScope" NOT NULL,
    "mode" "EventMode" NOT NULL,
    "status" "EventStatus" NOT NULL DEFAULT 'SCHEDULED',
    "hiddenAt" TIMESTAMPTZ(3),
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "timeZone" TEXT NOT NULL DEFAULT 'Europe/Paris',
    "place" TEXT,
    "territoryId" UUID,
    "organisationId" UUID,
    "capacity" INTEGER,
    "confirmedCount" INTEGER NOT NULL DEFAULT 0,
    "waitlistedCount" INTEGER NOT NULL DEFAULT 0,
    "origin" "Origin" NOT NULL DEFAULT 'NATIVE',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "eventTheme" (
    "eventId" UUID NOT NULL,
    "themeId" UUID NOT NULL,

    CONSTRAINT "eventTheme_pkey" PRIMARY KEY ("eventId","themeId")
);

-- CreateTable
CREATE TABLE "registration" (
    "id" UUID NOT NULL,
    "eventId" UUID NOT NULL,
    "participantId" UUID NOT NULL,
    "status" "RegistrationStatus" NOT NULL,
    "arrival" BIGSERIAL NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "registration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "refreshHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usedRefreshToken" (
    "refreshHash" TEXT NOT NULL,
    "sessionId" UUID NOT NULL,

    CONSTRAINT "usedRefreshToken_pkey" PRIMARY KEY ("refreshHash")
);

-- CreateTable
CREATE TABLE "outboxEvent" (
    "position" BIGSERIAL NOT NULL,
    "type" TEXT NOT NULL,
    "consultationId" UUID,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "occurredAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outboxEvent_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "idempotencyKey" (
    "holder" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "inputHash" TEXT NOT NULL,
    "answer" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotencyKey_pkey" PRIMARY KEY ("holder","key")
);

-- CreateTable
CREATE TABLE "flag" (
    "id" UUID NOT NULL,
    "consultationId" UUID NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "authorId" UUID,
    "reporterId" UUID NOT NULL,
    "ground" "ModerationGround" NOT NULL,
    "explanation" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decisionId" UUID,

    CONSTRAINT "flag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "moderationDecision" (
    "id" UUID NOT NULL,
    "consultationId" UUID NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "authorId" UUID,
    "action" "ModerationAction" NOT NULL,
    "ground" "ModerationGround" NOT NULL,
    "reasons" TEXT NOT NULL,
    "decidedBy" UUID NOT NULL,
    "decidedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "moderationDecision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "email" TEXT,
    "realName" TEXT,
    "isAdministrator" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "erasedAt" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "participant" (
    "id" UUID NOT NULL,
    "consultationId" UUID NOT NULL,
    "personId" UUID,
    "pseudonym" TEXT NOT NULL,
    "chosenName" TEXT,
    "actorKind" "ActorKind" NOT NULL,
    "territoryId" UUID,
    "isUnder15" BOOLEAN NOT NULL DEFAULT false,
    "origin" "Origin" NOT NULL DEFAULT 'NATIVE',
    "externalId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "participant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "actorKind" "ActorKind" NOT NULL,
    "verifiedAt" TIMESTAMPTZ(3),
    "origin" "Origin" NOT NULL DEFAULT 'NATIVE',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "organisationId" UUID NOT NULL,
    "participantId" UUID NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),

    CONSTRAINT "membership_pkey" PRIMARY KEY ("organisationId","participantId")
);

-- CreateTable
CREATE TABLE "roleGrant" (
    "consultationId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "grantedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "roleGrant_pkey" PRIMARY KEY ("consultationId","personId","role")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "participantId" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "territory" (
    "id" UUID NOT NULL,
    "kind" "TerritoryKind" NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "parentId" UUID,
    "academyId" UUID,
    "regionId" UUID NOT NULL,
    "zone" TEXT,

    CONSTRAINT "territory_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "theme" (
    "id" UUID NOT NULL,
    "consultationId" UUID NOT NULL,
    "parentId" UUID,
    "slug" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "summary" JSONB NOT NULL,
    "position" INTEGER NOT NULL,
    "status" "ThemeStatus" NOT NULL DEFAULT 'OPEN',
    "mergedIntoId" UUID,
    "contributionCount" INTEGER NOT NULL DEFAULT 0,
    "externalId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "theme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guidingQuestion" (
    "id" UUID NOT NULL,
    "themeId" UUID NOT NULL,
    "text" JSONB NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "guidingQuestion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "themeAlias" (
    "consultationId" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "themeId" UUID NOT NULL,

    CONSTRAINT "themeAlias_pkey" PRIMARY KEY ("consultationId","slug")
);

-- CreateIndex
CREATE UNIQUE INDEX "consultation_slug_key" ON "consultation"("slug");

-- CreateIndex
CREATE INDEX "consultation_createdAt_id_idx" ON "consultation"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "phase_consultationId_startsAt_idx" ON "phase"("consultationId", "startsAt");

-- CreateIndex
CREATE UNIQUE INDEX "phase_consultationId_slug_key" ON "phase"("consultationId", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "space_consultationId_slug_key" ON "space"("consultationId", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "page_consultationId_slug_key" ON "page"("consultationId", "slug");

-- CreateIndex
CREATE INDEX "contribution_authorId_createdAt_id_idx" ON "contribution"("authorId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "contribution_consultationId_externalId_key" ON "contribution"("consultationId", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "contributionSource_contributionId_externalId_key" ON "contributionSource"("contributionId", "externalId");

-- CreateIndex
CREATE INDEX "comment_authorId_idx" ON "comment"("authorId");

-- CreateIndex
CREATE UNIQUE INDEX "comment_contributionId_id_key" ON "comment"("contributionId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "comment_contributionId_externalId_key" ON "comment"("contributionId", "externalId");

-- CreateIndex
CREATE INDEX "vote_participantId_idx" ON "vote"("participantId");

-- CreateIndex
CREATE INDEX "contributionActivity_consultationId_themeId_actorKind_week_idx" ON "contributionActivity"("consultationId", "themeId", "actorKind", "week");

-- CreateIndex
CREATE INDEX "event_consultationId_startsAt_id_idx" ON "event"("consultationId", "startsAt", "id");

-- CreateIndex
CREATE INDEX "event_territoryId_idx" ON "event"("territoryId");

-- CreateIndex
CREATE UNIQUE INDEX "event_consultationId_slug_key" ON "event"("consultationId", "slug");

-- CreateIndex
CREATE INDEX "eventTheme_themeId_idx" ON "eventTheme"("themeId");

-- CreateIndex
CREATE INDEX "registration_eventId_status_arrival_idx" ON "registration"("eventId", "status", "arrival");

-- CreateIndex
CREATE INDEX "registration_participantId_idx" ON "registration"("participantId");

-- CreateIndex
CREATE UNIQUE INDEX "registration_eventId_participantId_key" ON "registration"("eventId", "participantId");

-- CreateIndex
CREATE UNIQUE INDEX "session_refreshHash_key" ON "session"("refreshHash");

-- CreateIndex
CREATE INDEX "session_personId_idx" ON "session"("personId");

-- CreateIndex
CREATE INDEX "outboxEvent_subjectType_subjectId_idx" ON "outboxEvent"("subjectType", "subjectId");

-- CreateIndex
CREATE INDEX "outboxEvent_consultationId_position_idx" ON "outboxEvent"("consultationId", "position");

-- CreateIndex
CREATE INDEX "idempotencyKey_createdAt_idx" ON "idempotencyKey"("createdAt");

-- CreateIndex
CREATE INDEX "flag_consultationId_createdAt_id_idx" ON "flag"("consultationId", "createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "flag_subjectType_subjectId_reporterId_key" ON "flag"("subjectType", "subjectId", "reporterId");

-- CreateIndex
CREATE INDEX "moderationDecision_subjectType_subjectId_decidedAt_id_idx" ON "moderationDecision"("subjectType", "subjectId", "decidedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "moderationDecision_consultationId_decidedAt_id_idx" ON "moderationDecision"("consultationId", "decidedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "moderationDecision_authorId_decidedAt_id_idx" ON "moderationDecision"("authorId", "decidedAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "person_issuer_subject_key" ON "person"("issuer", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "participant_consultationId_personId_key" ON "participant"("consultationId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "participant_consultationId_pseudonym_key" ON "participant"("consultationId", "pseudonym");

-- CreateIndex
CREATE UNIQUE INDEX "participant_consultationId_externalId_key" ON "participant"("consultationId", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "participant_consultationId_id_key" ON "participant"("consultationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "organisation_slug_key" ON "organisation"("slug");

-- CreateIndex
CREATE INDEX "membership_participantId_idx" ON "membership"("participantId");

-- CreateIndex
CREATE INDEX "roleGrant_personId_idx" ON "roleGrant"("personId");

-- CreateIndex
CREATE INDEX "notice_participantId_createdAt_id_idx" ON "notice"("participantId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "territory_academyId_idx" ON "territory"("academyId");

-- CreateIndex
CREATE INDEX "territory_regionId_idx" ON "territory"("regionId");

-- CreateIndex
CREATE UNIQUE INDEX "territory_kind_code_key" ON "territory"("kind", "code");

-- CreateIndex
CREATE INDEX "theme_consultationId_parentId_position_id_idx" ON "theme"("consultationId", "parentId", "position", "id");

-- CreateIndex
CREATE UNIQUE INDEX "theme_consultationId_slug_key" ON "theme"("consultationId", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "theme_consultationId_id_key" ON "theme"("consultationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "theme_consultationId_externalId_key" ON "theme"("consultationId", "externalId");

-- CreateIndex
CREATE INDEX "guidingQuestion_themeId_position_idx" ON "guidingQuestion"("themeId", "position");

-- AddForeignKey
ALTER TABLE "phase" ADD CONSTRAINT "phase_consultationId_fkey" FOREIGN KEY ("consultationId") REFERENCES "consultation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "space" ADD CONSTRAINT "space_consultationId_fkey" FOREIGN KEY ("consultationId") REFERENCES "consultation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "page" ADD CONSTRAINT "page_consultationId_fkey" FOREIGN KEY ("consultationId") REFERENCES "consultation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contribution" ADD CONSTRAINT "contribution_consultationId_fkey" FOREIGN KEY ("consultationId") REFERENCES "consultation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contribution" ADD CONSTRAINT "contribution_consultationId_themeId_fkey" FOREIGN KEY ("consultationId", "themeId") REFERENCES "theme"("consultationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contribution" ADD CONSTRAINT "contribution_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "participant"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contributionVersion" ADD CONSTRAINT "contributionVersion_contributionId_fkey" FOREIGN KEY ("contributionId") REFERENCES "contribution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contributionSource" ADD CONSTRAINT "contributionSource_contributionId_fkey" FOREIGN KEY ("contributionId") REFERENCES "contribution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_contributionId_fkey" FOREIGN KEY ("contributionId") REFERENCES "contribution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_contributionId_parentId_fkey" FOREIGN KEY ("contributionId", "parentId") REFERENCES "comment"("contributionId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "participant"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commentVersion" ADD CONSTRAINT "commentVersion_commentId_fkey" FOREIGN KEY ("commentId") REFERENCES "comment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vote" ADD CONSTRAINT "vote_contributionId_fkey" FOREIGN KEY ("contributionId") REFERENCES "contribution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vote" ADD CONSTRAINT "vote_participantId_fkey" FOREIGN KEY ("participantId") REFERENCES "participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_consultationId_fkey" FOREIGN KEY ("consultationId") REFERENCES "consultation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_territoryId_fkey" FOREIGN KEY ("territoryId") REFERENCES "territory"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "eventTheme" ADD CONSTRAINT "eventTheme_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "eventTheme" ADD CONSTRAINT "eventTheme_themeId_fkey" FOREIGN KEY ("themeId") REFERENCES "theme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_participantId_fkey" FOREIGN KEY ("participantId") REFERENCES "participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usedRefreshToken" ADD CONSTRAINT "usedRefreshToken_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag" ADD CONSTRAINT "flag_decisionId_fkey" FOREIGN KEY ("decisionId") REFERENCES "moderationDecision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participant" ADD CONSTRAINT "participant_consultationId_fkey" FOREIGN KEY ("consultationId") REFERENCES "consultation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participant" ADD CONSTRAINT "participant_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participant" ADD CONSTRAINT "participant_territoryId_fkey" FOREIGN KEY ("territoryId") REFERENCES "territory"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_participantId_fkey" FOREIGN KEY ("participantId") REFERENCES "participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roleGrant" ADD CONSTRAINT "roleGrant_consultationId_fkey" FOREIGN KEY ("consultationId") REFERENCES "consultation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roleGrant" ADD CONSTRAINT "roleGrant_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_participantId_fkey" FOREIGN KEY ("participantId") REFERENCES "participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "territory" ADD CONSTRAINT "territory_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "territory"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "theme" ADD CONSTRAINT "theme_consultationId_fkey" FOREIGN KEY ("consultationId") REFERENCES "consultation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "theme" ADD CONSTRAINT "theme_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "theme"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "theme" ADD CONSTRAINT "theme_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "theme"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guidingQuestion" ADD CONSTRAINT "guidingQuestion_themeId_fkey" FOREIGN KEY ("themeId") REFERENCES "theme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "themeAlias" ADD CONSTRAINT "themeAlias_themeId_fkey" FOREIGN KEY ("themeId") REFERENCES "theme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
