//! The wide entity: 130 properties with the mix of kinds of Graph's widest types, declared in each way.

use super::types::{Phase, PhaseSerde, Place, PlaceSerde};

/// Expands one list to a struct for `#[derive(Entity)]` and two for serde's derive.
macro_rules! wide {
    ($($field:ident $wire:literal $kind:ty, $serde:ty;)*) => {
        /// For `#[derive(Entity)]`.
        #[derive(Clone, Debug, Default, PartialEq, entity_core::Entity)]
        #[entity("bench.wide", open)]
        pub struct Wide {
            $(#[prop($wire)] $field: entity_core::Prop<$kind>,)*
            #[dynamic]
            dynamic: entity_core::DynamicProperties,
        }

        /// For serde's derive; drops unknown members.
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        pub struct WideSerde {
            $(#[serde(rename = $wire, skip_serializing_if = "Option::is_none")] pub $field: Option<$serde>,)*
        }

        /// The same, with unknown members in a flattened map.
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        pub struct WideFlatten {
            $(#[serde(rename = $wire, skip_serializing_if = "Option::is_none")] pub $field: Option<$serde>,)*
            #[serde(flatten)]
            pub other: serde_json::Map<String, serde_json::Value>,
        }

        /// Each property's wire name and kind.
        pub const PROPERTIES: &[(&str, &str)] = &[$(($wire, stringify!($kind)),)*];
    };
}

wide! {
    street_type "streetType" String, String;
    skills_policy "skillsPolicy" i32, i32;
    on_type "onType" String, String;
    about_setting_phone "aboutSettingPhone" String, String;
    postal_name "postalName" Phase, PhaseSerde;
    age_country "ageCountry" String, String;
    company_language_source "companyLanguageSource" String, String;
    past_language "pastLanguage" i32, i32;
    display_code "displayCode" i32, i32;
    employee_address "employeeAddress" String, String;
    surname_country "surnameCountry" String, String;
    legal_name "legalName" i32, i32;
    employee_language "employeeLanguage" bool, bool;
    external_address_source "externalAddressSource" String, String;
    display_source "displaySource" Phase, PhaseSerde;
    legal_type "legalType" String, String;
    creation_country "creationCountry" String, String;
    usage_title "usageTitle" String, String;
    show_number_name "showNumberName" bool, bool;
    hire_type_number "hireTypeNumber" String, String;
    display_domain_title "displayDomainTitle" i32, i32;
    usage_source "usageSource" String, String;
    postal_domain_type "postalDomainType" Phase, PhaseSerde;
    show_label "showLabel" Place, PlaceSerde;
    mobile_context "mobileContext" i32, i32;
    job_group "jobGroup" String, String;
    external_label "externalLabel" String, String;
    security_region_state "securityRegionState" String, String;
    preferred_address "preferredAddress" bool, bool;
    usage_location_language "usageLocationLanguage" Place, PlaceSerde;
    legal_alias_country "legalAliasCountry" f64, f64;
    office_location_source "officeLocationSource" String, String;
    birthday_title_policy "birthdayTitlePolicy" bool, bool;
    show_state_domain "showStateDomain" bool, bool;
    hire_language_title "hireLanguageTitle" String, String;
    job_alias "jobAlias" String, String;
    premises_context_language "premisesContextLanguage" String, String;
    hire_phone "hirePhone" bool, bool;
    other_language "otherLanguage" bool, bool;
    consent_language_domain "consentLanguageDomain" String, String;
    employee_label "employeeLabel" String, String;
    creation_alias "creationAlias" String, String;
    schools_number "schoolsNumber" String, String;
    about_setting_country "aboutSettingCountry" i32, i32;
    responsibilities_region "responsibilitiesRegion" String, String;
    responsibilities_state_label "responsibilitiesStateLabel" String, String;
    other_location_type "otherLocationType" bool, bool;
    job_address_type "jobAddressType" String, String;
    age_alias_state "ageAliasState" String, String;
    consent_region_country "consentRegionCountry" f64, f64;
    display_alias "displayAlias" String, String;
    creation_state "creationState" bool, bool;
    show_type_state "showTypeState" Place, PlaceSerde;
    show_group "showGroup" String, String;
    past_type_region "pastTypeRegion" String, String;
    security_label "securityLabel" String, String;
    other_alias_address "otherAliasAddress" String, String;
    preferred_group_country "preferredGroupCountry" String, String;
    hire_address_source "hireAddressSource" i32, i32;
    age_name "ageName" i32, i32;
    past_source "pastSource" bool, bool;
    employee_title "employeeTitle" String, String;
    about_source_location "aboutSourceLocation" String, String;
    surname_policy "surnamePolicy" String, String;
    show_number "showNumber" Place, PlaceSerde;
    on_setting "onSetting" bool, bool;
    legal_phone_address "legalPhoneAddress" f64, f64;
    external_context "externalContext" String, String;
    premises_group_group "premisesGroupGroup" i32, i32;
    other_domain "otherDomain" bool, bool;
    about_context "aboutContext" Place, PlaceSerde;
    premises_source "premisesSource" String, String;
    display_number "displayNumber" String, String;
    security_region "securityRegion" String, String;
    interests_group "interestsGroup" String, String;
    consent_alias "consentAlias" String, String;
    employee_source "employeeSource" String, String;
    legal_alias "legalAlias" bool, bool;
    mail_region "mailRegion" String, String;
    consent_language "consentLanguage" String, String;
    on_source "onSource" i32, i32;
    consent_title "consentTitle" i32, i32;
    display_alias_setting "displayAliasSetting" i32, i32;
    age_policy "agePolicy" i32, i32;
    postal_alias "postalAlias" String, String;
    consent_address_alias "consentAddressAlias" String, String;
    schools_label_source "schoolsLabelSource" bool, bool;
    on_name "onName" String, String;
    consent_setting_region "consentSettingRegion" f64, f64;
    consent_label "consentLabel" f64, f64;
    show_type "showType" String, String;
    job_name_state "jobNameState" i32, i32;
    skills_phone "skillsPhone" String, String;
    display_group_group "displayGroupGroup" bool, bool;
    user_address "userAddress" String, String;
    legal_name_group "legalNameGroup" String, String;
    employee_alias "employeeAlias" Phase, PhaseSerde;
    external_setting "externalSetting" i32, i32;
    office_location "officeLocation" String, String;
    preferred_location "preferredLocation" i32, i32;
    interests_location_number "interestsLocationNumber" String, String;
    responsibilities_title "responsibilitiesTitle" String, String;
    given_source_phone "givenSourcePhone" String, String;
    premises_address "premisesAddress" bool, bool;
    employee_location "employeeLocation" String, String;
    job_setting_phone "jobSettingPhone" i32, i32;
    about_location "aboutLocation" Phase, PhaseSerde;
    on_number "onNumber" i32, i32;
    display_group "displayGroup" String, String;
    responsibilities_alias_type "responsibilitiesAliasType" String, String;
    other_title_language "otherTitleLanguage" String, String;
    consent_language_context "consentLanguageContext" bool, bool;
    consent_setting_setting "consentSettingSetting" Phase, PhaseSerde;
    given_state_location "givenStateLocation" String, String;
    postal_state_address "postalStateAddress" f64, f64;
    premises_policy "premisesPolicy" f64, f64;
    about_country_language "aboutCountryLanguage" String, String;
    mail_region_location "mailRegionLocation" f64, f64;
    job_location_phone "jobLocationPhone" String, String;
    schools_region_phone "schoolsRegionPhone" String, String;
    mail_setting "mailSetting" String, String;
    security_group_policy "securityGroupPolicy" bool, bool;
    on_location "onLocation" String, String;
    postal_address_region "postalAddressRegion" String, String;
    show_address "showAddress" String, String;
    job_context "jobContext" Place, PlaceSerde;
    usage_number "usageNumber" String, String;
    job_title "jobTitle" bool, bool;
    user_title "userTitle" i32, i32;
    show_name "showName" bool, bool;
}
