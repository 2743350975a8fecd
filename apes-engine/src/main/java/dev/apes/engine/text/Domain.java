package dev.apes.engine.text;

/** The subject a prompt is about, judged from its vocabulary. */
public enum Domain {
    /** Software, computers, the internet. */
    TECHNOLOGY,
    /** Natural sciences. */
    SCIENCE,
    /** Mathematics. */
    MATHEMATICS,
    /** Medicine and health. */
    HEALTH,
    /** Law and regulation. */
    LAW,
    /** Money and economics. */
    FINANCE,
    /** Companies, marketing, work and careers. */
    BUSINESS,
    /** Schools, study and teaching. */
    EDUCATION,
    /** History, politics, religion, philosophy, society. */
    HISTORY_AND_SOCIETY,
    /** Literature, music, film, games, visual arts. */
    ARTS_AND_MEDIA,
    /** Travel and geography. */
    TRAVEL_AND_PLACES,
    /** Food and cooking. */
    FOOD,
    /** Sport and fitness. */
    SPORT_AND_FITNESS,
    /** House, garden, family, pets, cars. */
    HOME_AND_FAMILY,
    /** Mind, feelings, relationships. */
    PSYCHOLOGY_AND_RELATIONSHIPS,
    /** None of these in particular. */
    GENERAL
}
