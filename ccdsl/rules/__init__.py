"""The catalogue: one file a rule, and the explicit list of them, in the order of their codes."""

from ccdsl.rules.cc001_encoding import not_utf8
from ccdsl.rules.cc002_syntax import cannot_stand_here
from ccdsl.rules.cc003_brackets import bracket_without_partner
from ccdsl.rules.cc004_quotes import text_not_closed
from ccdsl.rules.cc005_characters import characters_mean_nothing
from ccdsl.rules.cc006_literals import not_a_value
from ccdsl.rules.cc007_names import not_a_name
from ccdsl.rules.cc008_twice import line_written_twice
from ccdsl.rules.cc009_missing import line_is_missing
from ccdsl.rules.cc010_no_exit import steps_without_exit
from ccdsl.rules.cc011_after_exit import after_the_exit
from ccdsl.rules.cc012_depth import nested_too_deep
from ccdsl.rules.cc013_escapes import unknown_escape
from ccdsl.rules.cc014_unused_ignore import ignore_is_unused
from ccdsl.rules.cc015_bad_ignore import ignore_names_no_rule
from ccdsl.rules.cc016_outside import file_outside_the_project
from ccdsl.rules.cc017_too_many import too_many_mistakes
from ccdsl.rules.cc018_unreadable import file_cannot_be_read
from ccdsl.rules.cc019_only import rules_out_nothing
from ccdsl.rules.cc020_yaml import not_yaml
from ccdsl.rules.cc021_yaml_keys import not_as_expected
from ccdsl.rules.cc022_yaml_quotes import text_must_be_quoted
from ccdsl.rules.cc023_yaml_plain import yaml_not_plain
from ccdsl.rules.cc024_csv import row_cannot_be_used
from ccdsl.rules.cc025_csv_twice import row_is_there_twice
from ccdsl.rules.cc026_roster_twice import two_people_share
from ccdsl.rules.cc030_settings import setting_cannot_be_used
from ccdsl.rules.cc101_unknown import unknown_name
from ccdsl.rules.cc102_twice import declared_twice
from ccdsl.rules.cc103_words import unknown_word
from ccdsl.rules.cc104_no_center import no_center
from ccdsl.rules.cc105_unused import unused_declaration
from ccdsl.rules.cc106_reserved import reserved_name
from ccdsl.rules.cc107_not_in_service import not_in_service
from ccdsl.rules.cc108_no_step import no_such_step
from ccdsl.rules.cc109_steps_twice import steps_with_one_name
from ccdsl.rules.cc110_values import value_does_not_fit
from ccdsl.rules.cc111_speech import speaks_no_attribute
from ccdsl.rules.cc112_languages import not_a_language
from ccdsl.rules.cc113_country import unknown_country
from ccdsl.rules.cc114_claims import claimed_twice
from ccdsl.rules.cc115_addresses import not_an_address
from ccdsl.rules.cc116_dialed import dialed_nowhere
from ccdsl.rules.cc117_attribute_types import wrong_type
from ccdsl.rules.cc118_listed_twice import listed_twice
from ccdsl.rules.cc119_secrets import secret_told
from ccdsl.rules.cc120_callers_twice import caller_listed_twice
from ccdsl.rules.cc201_outcomes import outcome_not_handled
from ccdsl.rules.cc202_lookup_outcomes import lookup_outcomes
from ccdsl.rules.cc203_shares import shares_do_not_add_up
from ccdsl.rules.cc204_covered import covered_rule
from ccdsl.rules.cc205_otherwise import otherwise_is_last
from ccdsl.rules.cc206_dead_step import dead_step
from ccdsl.rules.cc207_silent_loop import silent_loop
from ccdsl.rules.cc208_call_ring import script_calls_itself
from ccdsl.rules.cc209_return_without_call import return_without_call
from ccdsl.rules.cc210_wrong_channel_action import channel_cannot
from ccdsl.rules.cc211_prompt_language import prompt_lacks_language
from ccdsl.rules.cc212_spoken_unset import spoken_unset
from ccdsl.rules.cc214_keys_twice import key_used_twice
from ccdsl.rules.cc215_keys import not_one_key
from ccdsl.rules.cc216_silent_hang_up import silent_hang_up
from ccdsl.rules.cc217_digits import digits_do_not_fit
from ccdsl.rules.cc218_unreached import unreached
from ccdsl.rules.cc220_nothing import comes_to_nothing
from ccdsl.rules.cc221_recording_notice import recording_without_notice
from ccdsl.rules.cc222_conditions import condition_out_of_place
from ccdsl.rules.cc223_stay import nowhere_to_stay
from ccdsl.rules.cc224_never_holds import never_holds
from ccdsl.rules.cc225_nobody_comes import for_nobody_here
from ccdsl.rules.cc226_partly_covered import partly_covered
from ccdsl.rules.cc227_undecided import undecided
from ccdsl.rules.cc228_never_set import never_set_here
from ccdsl.rules.cc229_dead_key import dead_key
from ccdsl.rules.cc301_zone import unknown_zone
from ccdsl.rules.cc302_calendar import calendar_cannot_be
from ccdsl.rules.cc303_overlap import spans_overlap
from ccdsl.rules.cc304_empty_span import span_is_empty
from ccdsl.rules.cc305_date_twice import date_listed_twice
from ccdsl.rules.cc306_clock_change import clock_change
from ccdsl.rules.cc307_stale_holidays import holidays_run_out
from ccdsl.rules.cc308_outside import holiday_outside_calendar
from ccdsl.rules.cc309_review import review_overdue
from ccdsl.rules.cc310_always import always_and_sometimes
from ccdsl.rules.cc311_range import range_cannot_be
from ccdsl.rules.cc401_overflow_ring import overflow_ring
from ccdsl.rules.cc402_like_ring import like_itself
from ccdsl.rules.cc403_closing import half_closed
from ccdsl.rules.cc404_full import full_not_handled
from ccdsl.rules.cc405_nobody_serves import nobody_serves
from ccdsl.rules.cc406_nobody_speaks import nobody_speaks
from ccdsl.rules.cc407_waits_for_ever import waits_for_ever
from ccdsl.rules.cc408_channel_not_taken import channel_not_taken
from ccdsl.rules.cc409_widen_nobody import widens_to_nobody
from ccdsl.rules.cc410_recheck import rechecked_while_ringing
from ccdsl.rules.cc411_levels import level_does_not_exist
from ccdsl.rules.cc414_steps_in_order import steps_out_of_order
from ccdsl.rules.cc415_needs import need_means_nothing
from ccdsl.rules.cc416_never_full import never_full
from ccdsl.rules.cc417_nobody_on_shift import nobody_on_shift
from ccdsl.rules.cc418_closed_then import closed_then
from ccdsl.rules.cc419_waiting_at_close import waiting_at_close
from ccdsl.rules.cc501_states import two_versions_in_one_state
from ccdsl.rules.cc502_numbers import version_number
from ccdsl.rules.cc503_edited import in_service_edited
from ccdsl.rules.cc504_used_numbers import number_used_before
from ccdsl.rules.cc505_not_by_a_release import not_by_a_release
from ccdsl.rules.cc506_lock_changed import lock_changed
from ccdsl.rules.cc507_two_branches import two_branches_released
from ccdsl.rules.cc508_archive import archive_changed
from ccdsl.rules.cc509_unguarded import nothing_guards
from ccdsl.rules.cc510_unreleased import not_released
from ccdsl.rules.cc511_against import changed_since
from ccdsl.rules.cc512_parted import releases_do_not_follow
from ccdsl.rules.cc601_flag_rights import may_not_flip
from ccdsl.rules.cc602_lead_is_member import lead_is_member
from ccdsl.rules.cc603_unsupervised_report import report_without_supervisor
from ccdsl.rules.cc604_recipient import recipient_out_of_reach
from ccdsl.rules.cc605_shift_overlap import shift_overlaps
from ccdsl.rules.cc606_handles import handles_nothing
from ccdsl.rules.cc607_pause import pause_not_in_service
from ccdsl.rules.cc608_notify import cannot_be_told
from ccdsl.rules.cc611_roster_names import unknown_in_roster
from ccdsl.rules.cc612_recorded_twice import recorded_twice
from ccdsl.rules.cc701_contact import contact_cannot_come
from ccdsl.rules.cc702_applies import counts_nowhere
from ccdsl.rules.cc703_scenario_fails import scenario_fails
from ccdsl.rules.cc704_requirement_fails import requirement_fails
from ccdsl.rules.cc705_requirement_undecided import requirement_undecided
from ccdsl.rules.cc706_nobody_meant import nobody_meant
from ccdsl.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    not_utf8,
    cannot_stand_here,
    bracket_without_partner,
    text_not_closed,
    characters_mean_nothing,
    not_a_value,
    not_a_name,
    line_written_twice,
    line_is_missing,
    steps_without_exit,
    after_the_exit,
    nested_too_deep,
    unknown_escape,
    ignore_is_unused,
    ignore_names_no_rule,
    file_outside_the_project,
    too_many_mistakes,
    file_cannot_be_read,
    rules_out_nothing,
    not_yaml,
    not_as_expected,
    text_must_be_quoted,
    yaml_not_plain,
    row_cannot_be_used,
    row_is_there_twice,
    two_people_share,
    setting_cannot_be_used,
    unknown_name,
    declared_twice,
    unknown_word,
    no_center,
    unused_declaration,
    reserved_name,
    not_in_service,
    no_such_step,
    steps_with_one_name,
    value_does_not_fit,
    speaks_no_attribute,
    not_a_language,
    unknown_country,
    claimed_twice,
    not_an_address,
    dialed_nowhere,
    wrong_type,
    listed_twice,
    secret_told,
    caller_listed_twice,
    outcome_not_handled,
    lookup_outcomes,
    shares_do_not_add_up,
    covered_rule,
    otherwise_is_last,
    dead_step,
    silent_loop,
    script_calls_itself,
    return_without_call,
    channel_cannot,
    prompt_lacks_language,
    spoken_unset,
    key_used_twice,
    not_one_key,
    silent_hang_up,
    digits_do_not_fit,
    unreached,
    comes_to_nothing,
    recording_without_notice,
    condition_out_of_place,
    nowhere_to_stay,
    never_holds,
    for_nobody_here,
    partly_covered,
    undecided,
    never_set_here,
    dead_key,
    unknown_zone,
    calendar_cannot_be,
    spans_overlap,
    span_is_empty,
    date_listed_twice,
    clock_change,
    holidays_run_out,
    holiday_outside_calendar,
    review_overdue,
    always_and_sometimes,
    range_cannot_be,
    overflow_ring,
    like_itself,
    half_closed,
    full_not_handled,
    nobody_serves,
    nobody_speaks,
    waits_for_ever,
    channel_not_taken,
    widens_to_nobody,
    rechecked_while_ringing,
    level_does_not_exist,
    steps_out_of_order,
    need_means_nothing,
    never_full,
    nobody_on_shift,
    closed_then,
    waiting_at_close,
    two_versions_in_one_state,
    version_number,
    in_service_edited,
    number_used_before,
    not_by_a_release,
    lock_changed,
    two_branches_released,
    archive_changed,
    nothing_guards,
    not_released,
    changed_since,
    releases_do_not_follow,
    may_not_flip,
    lead_is_member,
    report_without_supervisor,
    recipient_out_of_reach,
    shift_overlaps,
    handles_nothing,
    pause_not_in_service,
    cannot_be_told,
    unknown_in_roster,
    recorded_twice,
    contact_cannot_come,
    counts_nowhere,
    scenario_fails,
    requirement_fails,
    requirement_undecided,
    nobody_meant,
)
