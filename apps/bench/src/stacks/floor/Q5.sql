SELECT json_build_object('agreeCount', "agreeCount", 'mixedCount', "mixedCount", 'disagreeCount', "disagreeCount")::text AS answer
FROM "castVote"($1, ARRAY[$2]::uuid[], ARRAY[$3]::uuid[], $4, now())
