package dev.apes.persistence.entity;

import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;

/** A single prompt that the earlier program improved. Read only. */
@Entity(name = "PromptImprovementSession")
@DiscriminatorValue("prompt_improvement")
public class PromptImprovementSession extends SessionEntity {
    @Column(name = "original_prompt", updatable = false)
    private String originalPrompt;

    @Column(name = "final_prompt", updatable = false)
    private String finalPrompt;

    /** For Jakarta Persistence. */
    protected PromptImprovementSession() {}

    /** {@return the prompt as it was} */
    public String originalPrompt() {
        return originalPrompt;
    }

    /** {@return what became of it, or null} */
    public String finalPrompt() {
        return finalPrompt;
    }
}
