"""The words the language itself defines: channels, strategies, rights, metrics, formats."""

CHANNELS = ("voice", "chat", "email", "sms", "social")
NUMBERED_CHANNELS = ("voice", "sms")
"""Channels whose contacts have a dialed number and may have a caller number."""

STRATEGIES = (
    "longest-idle",
    "round-robin",
    "fewest-contacts",
    "most-skilled",
    "in-order",
    "random",
    "ring-all",
)
RIGHTS = (
    "answer",
    "monitor",
    "whisper",
    "barge",
    "hear-recordings",
    "see-reports",
    "review-agents",
    "flip-flags",
    "edit-drafts",
    "promote",
)
METRICS = (
    "offered",
    "answered",
    "abandoned",
    "abandonment-rate",
    "service-level",
    "average-handle-time",
    "average-speed-of-answer",
    "longest-wait",
    "occupancy",
    "adherence",
    "contacts-per-agent",
)
TARGET_METRICS = ("contacts", *METRICS)
FORMATS = ("csv", "html", "json")
SUBJECTS = (
    "caller",
    "dialed",
    "entry",
    "channel",
    "language",
    "hours",
    "flag",
    "queue",
    "agents",
    "available",
    "waiting",
    "full",
    "expected-wait",
    "wait",
)
"""What a condition may begin with; no attribute is called like one of these."""

DESTINATIONS = (
    "queue",
    "script",
    "after-hours",
    "voicemail",
    "callback",
    "transfer",
    "hang-up",
    "return",
    "stay",
)
"""What an exit may name; no step is called like one of these."""

CONTACT_FACTS = ("caller", "dialed", "channel", "language", "entry")
"""What a data source may take beside attributes."""

WORDS = {
    "channel": CHANNELS,
    "strategy": STRATEGIES,
    "right": RIGHTS,
    "metric": METRICS,
    "target metric": TARGET_METRICS,
    "format": FORMATS,
}
"""Every vocabulary by what one of its words is called."""

VERSIONED = ("routing", "overflow", "after-hours", "script")
"""The kinds that carry versions."""
