"""The syntax tree: what was written, typed, with its places.

Frozen records; spans never take part in equality, so two trees are equal when they say the same.
"""

from ccdsl.syntax.ast.base import Declaration as Declaration
from ccdsl.syntax.ast.base import State as State
from ccdsl.syntax.ast.base import Version as Version
from ccdsl.syntax.ast.base import Versioned as Versioned
from ccdsl.syntax.ast.base import is_draft as is_draft
from ccdsl.syntax.ast.center import CHANNELS as CHANNELS
from ccdsl.syntax.ast.center import Arrival as Arrival
from ccdsl.syntax.ast.center import Attribute as Attribute
from ccdsl.syntax.ast.center import AttributeType as AttributeType
from ccdsl.syntax.ast.center import Callers as Callers
from ccdsl.syntax.ast.center import Center as Center
from ccdsl.syntax.ast.center import Channel as Channel
from ccdsl.syntax.ast.center import DataSource as DataSource
from ccdsl.syntax.ast.center import Entry as Entry
from ccdsl.syntax.ast.center import Flag as Flag
from ccdsl.syntax.ast.center import Holiday as Holiday
from ccdsl.syntax.ast.center import Holidays as Holidays
from ccdsl.syntax.ast.center import Member as Member
from ccdsl.syntax.ast.center import OpeningHours as OpeningHours
from ccdsl.syntax.ast.center import Prompt as Prompt
from ccdsl.syntax.ast.center import Review as Review
from ccdsl.syntax.ast.center import Routing as Routing
from ccdsl.syntax.ast.center import Voicemail as Voicemail
from ccdsl.syntax.ast.center import WeekLine as WeekLine
from ccdsl.syntax.ast.center import Wording as Wording
from ccdsl.syntax.ast.conditions import And as And
from ccdsl.syntax.ast.conditions import AttributeCompare as AttributeCompare
from ccdsl.syntax.ast.conditions import AttributeTest as AttributeTest
from ccdsl.syntax.ast.conditions import CallerWithheld as CallerWithheld
from ccdsl.syntax.ast.conditions import ChannelTest as ChannelTest
from ccdsl.syntax.ast.conditions import Comparison as Comparison
from ccdsl.syntax.ast.conditions import Condition as Condition
from ccdsl.syntax.ast.conditions import EntryTest as EntryTest
from ccdsl.syntax.ast.conditions import Figure as Figure
from ccdsl.syntax.ast.conditions import FigureName as FigureName
from ccdsl.syntax.ast.conditions import FlagTest as FlagTest
from ccdsl.syntax.ast.conditions import Full as Full
from ccdsl.syntax.ast.conditions import HoursTest as HoursTest
from ccdsl.syntax.ast.conditions import LanguageTest as LanguageTest
from ccdsl.syntax.ast.conditions import Not as Not
from ccdsl.syntax.ast.conditions import NumberTest as NumberTest
from ccdsl.syntax.ast.conditions import Or as Or
from ccdsl.syntax.ast.conditions import QueueTest as QueueTest
from ccdsl.syntax.ast.people import Handles as Handles
from ccdsl.syntax.ast.people import Pause as Pause
from ccdsl.syntax.ast.people import Recipient as Recipient
from ccdsl.syntax.ast.people import Recording as Recording
from ccdsl.syntax.ast.people import Report as Report
from ccdsl.syntax.ast.people import Role as Role
from ccdsl.syntax.ast.people import Roster as Roster
from ccdsl.syntax.ast.people import Schedule as Schedule
from ccdsl.syntax.ast.people import Shift as Shift
from ccdsl.syntax.ast.people import ShiftLine as ShiftLine
from ccdsl.syntax.ast.people import Skill as Skill
from ccdsl.syntax.ast.people import Target as Target
from ccdsl.syntax.ast.people import Team as Team
from ccdsl.syntax.ast.proofs import Applies as Applies
from ccdsl.syntax.ast.proofs import Axis as Axis
from ccdsl.syntax.ast.proofs import Claim as Claim
from ccdsl.syntax.ast.proofs import End as End
from ccdsl.syntax.ast.proofs import EndKind as EndKind
from ccdsl.syntax.ast.proofs import Ends as Ends
from ccdsl.syntax.ast.proofs import Goal as Goal
from ccdsl.syntax.ast.proofs import HearsBefore as HearsBefore
from ccdsl.syntax.ast.proofs import Only as Only
from ccdsl.syntax.ast.proofs import Passes as Passes
from ccdsl.syntax.ast.proofs import Place as Place
from ccdsl.syntax.ast.proofs import ReachesWithin as ReachesWithin
from ccdsl.syntax.ast.proofs import Require as Require
from ccdsl.syntax.ast.proofs import SameForAll as SameForAll
from ccdsl.syntax.ast.queues import AfterHours as AfterHours
from ccdsl.syntax.ast.queues import Announcement as Announcement
from ccdsl.syntax.ast.queues import Callbacks as Callbacks
from ccdsl.syntax.ast.queues import KeyLine as KeyLine
from ccdsl.syntax.ast.queues import LanguageNeed as LanguageNeed
from ccdsl.syntax.ast.queues import Need as Need
from ccdsl.syntax.ast.queues import Overflow as Overflow
from ccdsl.syntax.ast.queues import Preference as Preference
from ccdsl.syntax.ast.queues import Queue as Queue
from ccdsl.syntax.ast.queues import ServiceLevel as ServiceLevel
from ccdsl.syntax.ast.queues import SkillNeed as SkillNeed
from ccdsl.syntax.ast.queues import Widening as Widening
from ccdsl.syntax.ast.queues import Without as Without
from ccdsl.syntax.ast.scenarios import Contact as Contact
from ccdsl.syntax.ast.scenarios import Given as Given
from ccdsl.syntax.ast.scenarios import GivenChange as GivenChange
from ccdsl.syntax.ast.scenarios import GivenClosing as GivenClosing
from ccdsl.syntax.ast.scenarios import GivenFigure as GivenFigure
from ccdsl.syntax.ast.scenarios import GivenFlag as GivenFlag
from ccdsl.syntax.ast.scenarios import GivenLookup as GivenLookup
from ccdsl.syntax.ast.scenarios import GivenQueue as GivenQueue
from ccdsl.syntax.ast.scenarios import GivenShare as GivenShare
from ccdsl.syntax.ast.scenarios import GivenStanding as GivenStanding
from ccdsl.syntax.ast.scenarios import GivenThen as GivenThen
from ccdsl.syntax.ast.scenarios import GivenTransfer as GivenTransfer
from ccdsl.syntax.ast.scenarios import GivenValue as GivenValue
from ccdsl.syntax.ast.scenarios import Input as Input
from ccdsl.syntax.ast.scenarios import Leaves as Leaves
from ccdsl.syntax.ast.scenarios import Press as Press
from ccdsl.syntax.ast.scenarios import Reading as Reading
from ccdsl.syntax.ast.scenarios import Scenario as Scenario
from ccdsl.syntax.ast.scenarios import Silence as Silence
from ccdsl.syntax.ast.scenarios import Waits as Waits
from ccdsl.syntax.ast.scripts import Collect as Collect
from ccdsl.syntax.ast.scripts import DigitsLine as DigitsLine
from ccdsl.syntax.ast.scripts import KeyRange as KeyRange
from ccdsl.syntax.ast.scripts import Lookup as Lookup
from ccdsl.syntax.ast.scripts import Menu as Menu
from ccdsl.syntax.ast.scripts import OutcomeLine as OutcomeLine
from ccdsl.syntax.ast.scripts import Plain as Plain
from ccdsl.syntax.ast.scripts import Script as Script
from ccdsl.syntax.ast.scripts import Step as Step
from ccdsl.syntax.ast.scripts import Wordings as Wordings
from ccdsl.syntax.ast.treatments import Action as Action
from ccdsl.syntax.ast.treatments import Allocate as Allocate
from ccdsl.syntax.ast.treatments import Call as Call
from ccdsl.syntax.ast.treatments import Destination as Destination
from ccdsl.syntax.ast.treatments import Exit as Exit
from ccdsl.syntax.ast.treatments import HangUp as HangUp
from ccdsl.syntax.ast.treatments import NoExit as NoExit
from ccdsl.syntax.ast.treatments import PersonTarget as PersonTarget
from ccdsl.syntax.ast.treatments import Play as Play
from ccdsl.syntax.ast.treatments import Record as Record
from ccdsl.syntax.ast.treatments import Return as Return
from ccdsl.syntax.ast.treatments import Rule as Rule
from ccdsl.syntax.ast.treatments import SetAttribute as SetAttribute
from ccdsl.syntax.ast.treatments import SetLanguage as SetLanguage
from ccdsl.syntax.ast.treatments import Share as Share
from ccdsl.syntax.ast.treatments import Stay as Stay
from ccdsl.syntax.ast.treatments import ToAfterHours as ToAfterHours
from ccdsl.syntax.ast.treatments import ToCallback as ToCallback
from ccdsl.syntax.ast.treatments import ToQueue as ToQueue
from ccdsl.syntax.ast.treatments import ToScript as ToScript
from ccdsl.syntax.ast.treatments import ToStep as ToStep
from ccdsl.syntax.ast.treatments import ToTransfer as ToTransfer
from ccdsl.syntax.ast.treatments import ToVoicemail as ToVoicemail
from ccdsl.syntax.ast.treatments import TransferTarget as TransferTarget
from ccdsl.syntax.ast.treatments import Treatment as Treatment
from ccdsl.syntax.ast.treatments import Wait as Wait
from ccdsl.syntax.ast.treatments import When as When
from ccdsl.syntax.ast.values import Clock as Clock
from ccdsl.syntax.ast.values import Country as Country
from ccdsl.syntax.ast.values import Day as Day
from ccdsl.syntax.ast.values import Days as Days
from ccdsl.syntax.ast.values import Duration as Duration
from ccdsl.syntax.ast.values import Hours as Hours
from ccdsl.syntax.ast.values import Key as Key
from ccdsl.syntax.ast.values import Language as Language
from ccdsl.syntax.ast.values import Name as Name
from ccdsl.syntax.ast.values import Percent as Percent
from ccdsl.syntax.ast.values import Phone as Phone
from ccdsl.syntax.ast.values import Prefix as Prefix
from ccdsl.syntax.ast.values import Text as Text
from ccdsl.syntax.ast.values import Value as Value
from ccdsl.syntax.ast.values import Whole as Whole
from ccdsl.syntax.ast.values import Zone as Zone
from ccdsl.syntax.ast.values import written as written

AnyDeclaration = (
    Center
    | Attribute
    | DataSource
    | Callers
    | Holidays
    | OpeningHours
    | Flag
    | Prompt
    | Voicemail
    | Entry
    | Routing
    | Queue
    | Overflow
    | AfterHours
    | Script
    | Roster
    | Skill
    | Role
    | Team
    | Shift
    | Recording
    | Report
    | Require
    | Scenario
)
